import { describe, expect, it } from "vitest";
import { parsePlanId } from "../ids/plan-id.js";
import { outlineOf } from "../markdown/outline-of.js";
import { readCheckpointReturn } from "../planning/checkpoint-return.js";
import { readPlan } from "../planning/plan.js";
import { readPhaseDetails } from "../planning/roadmap-section.js";
import { readRoadmap } from "../planning/roadmap.js";
import { checkSummary, readSummary } from "../planning/summary.js";
import { readValidation } from "../planning/validation.js";
import { readVerification } from "../planning/verification.js";
import { SAMPLE_PROMPTS } from "./fixtures/sample-prompts.js";

/** An agent does as the example does: whatever DGS would say against the example it would say against every agent. */
const example = (name: string, file: string): string => {
  const found = SAMPLE_PROMPTS.find((sample) => sample.name === name)?.make([], []).results.find((result) => result.file === file)?.example;
  if (found === undefined) throw new Error(`${name} has no example of ${file}`);
  return found;
};

describe("the examples of the prompts", () => {
  it.each([["plan-phase", "03-NN-PLAN.md", "03-01-PLAN.md", false], ["close-gaps", "03-04-PLAN.md", "03-04-PLAN.md", true]] as const)("%s: the plan has nothing wrong with it", (name, file, path, gapClosure) => {
    const plan = readPlan(example(name, file), path);
    expect(plan.problems).toEqual([]);
    expect(plan).toMatchObject({ id: parsePlanId(path.slice(0, 5)), gapClosure, autonomous: true, wave: 1 });
    expect(plan.mustHaves).toMatchObject({ truths: ["`1h 30m` is parsed to 5400 seconds"], artifacts: [{ path: "src/parse.ts", exports: ["parse"] }] });
    expect(plan.tasks.map(({ automated }) => automated)).toEqual([["npm test"]]);
  });

  it("plan-phase: the validation names the whole suite", () => {
    expect(readValidation(example("plan-phase", "03-VALIDATION.md"), "v")).toMatchObject({ fullSuite: "npm test", problems: [] });
  });

  it("execute-plan: the summary is that of a plan that is done, and the checkpoint can be read", () => {
    const summary = readSummary(example("execute-plan", "03-01-SUMMARY.md"), "03-01-SUMMARY.md");
    expect(summary.verdict).toBe("valid");
    expect(checkSummary(summary, parsePlanId("03-01")!).filter(({ severity }) => severity === "error")).toEqual([]);
    expect(readCheckpointReturn(example("execute-plan", "03-01-CHECKPOINT.md"), "c")).toMatchObject({ problems: [] });
    expect(JSON.parse(example("execute-plan", "tasks.json"))).toHaveLength(1);
  });

  it("verify-phase: the verdict names its gap", () => {
    const verification = readVerification(example("verify-phase", "03-VERIFICATION.md"), "v");
    expect(verification.problems).toEqual([]);
    expect(verification).toMatchObject({ status: "gaps_found", score: "1/2 must-haves verified", gaps: [{ truth: "unknown units are refused", status: "failed", artifacts: [{ path: "src/parse.ts" }], missing: ["an error that names the unit"] }] });
  });

  it("create-roadmap: the roadmap has its phases, with all that a phase says", () => {
    const source = example("create-roadmap", "ROADMAP.md");
    const roadmap = readRoadmap(source, outlineOf(source), "ROADMAP.md");
    expect(roadmap.milestones.map(({ version }) => version)).toEqual(["v1.0"]);
    expect(roadmap.phases.map(({ number, name }) => `${number} ${name}`)).toEqual(["01 Durations", "02 …"]);
    const section = roadmap.phases[0]?.section;
    expect(section === undefined ? undefined : readPhaseDetails(source, outlineOf(source), section)).toMatchObject({ requirements: ["TIME-01", "TIME-02"], criteria: ["`1h 30m` starts a job after 5400 seconds", "An unknown unit is refused by its name"] });
  });

  it.each([["check-plans", "plan-check.json", "issues"], ["verify-structure", "structure.json", "gaps"], ["diagnose-gaps", "diagnosis.json", "gaps"], ["audit-milestone", "findings.json", "gaps"]])("%s: %s is JSON with its list", (name, file, list) => {
    expect((JSON.parse(example(name, file)) as Record<string, unknown>)[list]).toHaveLength(1);
  });
});

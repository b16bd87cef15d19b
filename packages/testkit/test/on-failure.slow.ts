import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AskWhileExecuting, executePhase, type ExecutePhaseReport, isRefusal } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { leaveSummary, makeWavesScene, planOf, type WavesScene } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs failure "))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Of the first wave 01-01 fails and 01-02 is good; one plan of the second comes after each. */
const scene = (config?: object): Promise<WavesScene> => makeWavesScene(folder, [{ id: "01-01", files: ["1.txt"] }, { id: "01-02", files: ["2.txt"] }, { id: "01-03", files: ["3.txt"], wave: 2, after: ["01-01"] }, { id: "01-04", files: ["4.txt"], wave: 2, after: ["01-02"] }], config === undefined ? {} : { config });

/** All plans are good but those that fail. */
const agents = (...failing: readonly string[]): ScriptedAgent => (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  if (failing.includes(id)) return "crashed";
  tools.write(`${id.slice(-1)}.txt`, `${id}\n`);
  leaveSummary(id, tools, { created: [`${id.slice(-1)}.txt`] });
  return "completed";
};

type Input = Omit<Parameters<typeof executePhase>[2], "phase" | "gapsOnly" | "auto" | "signal" | "onEvent">;

async function run({ repo }: WavesScene, script: ScriptedAgent, input: Input): Promise<ExecutePhaseReport & { readonly asked: readonly string[] }> {
  const scripted = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, scripted);
  const report = await executePhase(ports, place, { phase: "1", gapsOnly: false, auto: false, signal: new AbortController().signal, onEvent: () => undefined, ...input });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return { ...report, asked: scripted.asked.map((request) => planOf(request) ?? request.role) };
}

/** A person who answers each question about a failed plan the same, and is asked nothing else. */
function person(then: "continue" | "stop"): AskWhileExecuting & { readonly failures: string[] } {
  const failures: string[] = [];
  const never = (): never => { throw new Error("nobody expected this question"); };
  return { failures, failure: ({ plan }) => { failures.push(plan); return Promise.resolve(then); }, checkpoint: never, approval: never, missingState: never };
}

const standings = (report: ExecutePhaseReport): Readonly<Record<string, string>> => Object.fromEntries(report.waves.flatMap((wave) => wave.plans.map((plan) => [plan.id, plan.standing])));

describe.each(["waves", "dag"] as const)("a plan that fails, with --schedule %s", (schedule) => {
  it("and --on-failure continue lets all go on that do not come after it, and a second run does only what is left", async () => {
    const made = await scene();
    const first = await run(made, agents("01-01"), { schedule, onFailure: "continue" });
    expect([first.exit, standings(first)]).toEqual(["gaps", { "01-01": "failed", "01-02": "complete", "01-03": "blocked", "01-04": "complete" }]);
    expect(first.asked).not.toContain("01-03");
    const second = await run(made, agents(), { schedule, onFailure: "continue" });
    expect([second.exit, [...second.asked].sort(), second.plans]).toEqual(["ok", ["01-01", "01-03"], { done: 4, total: 4 }]);
    expect([...made.landed()].sort()).toEqual(["01-01", "01-02", "01-03", "01-04"]);
    expect(made.faults()).toEqual([]);
  });

  it("and --on-failure halt lets what runs come to its end, and starts nothing that comes after", async () => {
    const made = await scene();
    const first = await run(made, agents("01-01"), { schedule, onFailure: "halt" });
    expect(first.exit).toBe("gaps");
    expect(standings(first)).toMatchObject({ "01-01": "failed", "01-02": "complete", "01-03": "blocked" });
    if (schedule === "waves") expect(first.asked).not.toContain("01-04");
    const second = await run(made, agents(), { schedule, onFailure: "halt" });
    expect([second.exit, second.asked.includes("01-02"), second.plans]).toEqual(["ok", false, { done: 4, total: 4 }]);
    expect(made.faults()).toEqual([]);
  });

  it.each(["continue", "stop"] as const)("and --on-failure ask does as the person says: %s", async (then) => {
    const made = await scene();
    const ask = person(then);
    const report = await run(made, agents("01-01"), { schedule, onFailure: "ask", ask });
    expect(ask.failures).toEqual(["01-01"]);
    expect(report.exit).toBe("gaps");
    expect(standings(report)).toMatchObject({ "01-01": "failed", "01-02": "complete", "01-03": "blocked", ...(then === "continue" ? { "01-04": "complete" } : {}) });
    expect(made.faults()).toEqual([]);
  });
});

describe("a phase in which gaps were found", () => {
  const says = (status: string): ScriptedAgent => (request, tools) => {
    if (request.role !== "verifier") return agents()(request, tools);
    tools.leave("01-VERIFICATION.md", `---\nphase: 01-build\nstatus: ${status}\nscore: ${status === "passed" ? "1/1" : "0/1"}\n${status === "passed" ? "" : "gaps:\n  - truth: it is built\n    reason: it is not\n"}---\n\n# Verification\n\nThe gap was: it is not built.\n`);
    return "completed";
  };
  const file = ({ planning }: WavesScene): string => planning("phases", "01-build", "01-VERIFICATION.md");

  it("is verified anew once a person has mended it and removed the report, and the old gaps are gone", async () => {
    const made = await scene({ workflow: { verifier: true } });
    const first = await run(made, says("gaps_found"), {});
    expect([first.exit, first.verdict, first.verification?.gaps.length]).toEqual(["gaps", "gaps_found", 1]);

    const same = await run(made, says("passed"), {});
    expect([same.asked, same.verification?.status, same.complete]).toEqual([[], "gaps_found", false]);
    rmSync(file(made));
    const second = await run(made, says("passed"), {});
    expect([second.exit, second.verdict, second.asked, second.verification?.gaps, second.complete]).toEqual(["ok", "passed", ["verifier"], [], true]);
    expect(readFileSync(made.planning("ROADMAP.md"), "utf8")).toContain("- [x] **Phase 1: Build**");
  });

  it("is complete once a person has written `passed` into the front matter, whatever the text still says", async () => {
    const made = await scene({ workflow: { verifier: true } });
    await run(made, says("gaps_found"), {});
    writeFileSync(file(made), readFileSync(file(made), "utf8").replace("status: gaps_found", "status: passed"));
    const second = await run(made, says("gaps_found"), {});
    expect([second.asked, second.verification?.status, second.complete, second.exit]).toEqual([[], "passed", true, "ok"]);
  });
});

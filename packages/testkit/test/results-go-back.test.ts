import { existsSync } from "node:fs";
import { join } from "node:path";
import { isCommandFault, parseStepCommand, type StepCommand } from "@dgs/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { discussPhase } from "../../runtime/src/steps/discuss-phase.js";
import { mapCodebase } from "../../runtime/src/steps/map-codebase.js";
import { planPhase } from "../../runtime/src/steps/plan-phase.js";
import { answerMapping } from "../src/answer-mapping.js";
import { createPhaseScene, phaseFiles, planText, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
afterEach(() => { scene.remove(); });

const command = (text: string): StepCommand => {
  const parsed = parseStepCommand(text);
  if (isCommandFault(parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
};

it("decisions that are wrong go back with their places to a fresh agent, and what it mends is taken", async () => {
  const context = scene.context((request, tools) => {
    const twice = request.attempt === 1 ? "D-01" : "D-02";
    tools.leave("02-CONTEXT.md", `# Phase 2\n\n<decisions>\n- **D-01:** a (assumed)\n- **${twice}:** b (assumed)\n</decisions>\n`);
    return "completed";
  });
  expect(await discussPhase(context, command("/dgs:discuss-phase 2 --auto"))).toMatchObject({ type: "done" });
  expect(context.asked).toHaveLength(2);
  expect(context.asked[1]?.prompt).toContain("02-CONTEXT.md:5:5: There are two decisions D-01. Number them on.");
  expect(scene.read("phases/02-ship/02-CONTEXT.md")).toContain("**D-02:** b");
});

it("a map that stays wrong is asked for three times, and then the step fails with the findings; what the other mappers left stays", async () => {
  const context = scene.context((request, tools) => {
    answerMapping(request, tools);
    if (request.purpose !== "map-codebase stack") return "completed";
    tools.leave("STACK.md", "# Stack\n");
    tools.leave("NOTES.md", "# Notes\n\nmore\n");
    return "completed";
  });
  const outcome = await mapCodebase(context);
  expect(outcome).toMatchObject({ type: "failed", error: expect.stringMatching(/^map-codebase stack was not accepted after 3 runs: NOTES\.md: Only STACK\.md, INTEGRATIONS\.md belong there\. .*; STACK\.md: Nothing stands below its heading/) as string });
  expect(context.asked.filter(({ purpose }) => purpose === "map-codebase stack").map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(existsSync(join(scene.repo, ".planning", "codebase", "STACK.md"))).toBe(false);
  expect(existsSync(join(scene.repo, ".planning", "codebase", "INTEGRATIONS.md"))).toBe(false);
  expect(existsSync(join(scene.repo, ".planning", "codebase", "STRUCTURE.md"))).toBe(true);
});

it("a plan that names files outside of the repository is not written", async () => {
  scene.put(".planning/config.json", '{"workflow": {"research": false, "plan_check": false, "nyquist_validation": false}}\n');
  const verified = (number: string, more: Readonly<Record<string, string>> = {}): string => planText(number, { phase: "02-ship", requirements: "[A-02]", ...more }).replace("<done>", "<verify><automated>test -s x</automated></verify>\n  <done>");
  const context = scene.context((request, tools) => {
    tools.leave("02-01-PLAN.md", verified("01", request.attempt === 1 ? { files_modified: "[../../etc/passwd]" } : {}));
    return "completed";
  });
  expect(await planPhase(context, command("/dgs:plan-phase 2 --non-interactive"))).toMatchObject({ type: "done", note: "1 plans" });
  expect(context.asked[1]?.prompt).toMatch(/02-01-PLAN\.md:6:\d+: The plan names "\.\.\/\.\.\/etc\/passwd", which lies outside of the repository/);
  expect(scene.read("phases/02-ship/02-01-PLAN.md")).not.toContain("passwd");
});

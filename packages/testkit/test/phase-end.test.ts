import type { StepOutcome } from "@dgs/core";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { execute, type Executed } from "../../runtime/src/phase/execute.js";
import type { AskPerson } from "../../runtime/src/phase/context.js";
import { takeInventory } from "../../runtime/src/phase/inventory.js";
import { executePhase } from "../../runtime/src/steps/execute-phase.js";
import { findPlannedPhase } from "../../runtime/src/steps/find-phase.js";
import { isFailure } from "../../runtime/src/work/context.js";
import { createPhaseScene, phaseFiles, type PhaseScene, planText, summaryText } from "./phase-scene.js";
import type { ScriptedAgent } from "../src/test-ports.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const DONE = { ".planning/phases/01-build/01-01-SUMMARY.md": summaryText("01"), ".planning/phases/01-build/01-02-SUMMARY.md": summaryText("02") };
const PASSED = "---\nstatus: passed\nscore: 2/2 must-haves verified\n---\n\n# Verification\n";

/** A verifier that says something else each time; the last for good. */
const says = (...texts: readonly string[]): ScriptedAgent => {
  let run = 0;
  return (_request, tools) => {
    tools.leave("01-VERIFICATION.md", texts[Math.min(run++, texts.length - 1)] ?? "");
    return "completed";
  };
};

/** Carries out what is left of a phase whose plans are in: verify, approve, record. */
async function endPhase(script: ScriptedAgent, ask?: AskPerson, verify = true): Promise<Executed & { readonly asked: number; readonly prompts: readonly string[] }> {
  const context = scene.context(script);
  const found = findPlannedPhase(context, "01" as never);
  if (isFailure(found)) throw new Error(JSON.stringify(found));
  const inventory = takeInventory(context, found, false);
  if (isFailure(inventory)) throw new Error(JSON.stringify(inventory));
  const executed = await execute(context, { found, inventory, options: { schedule: "waves", agents: 1, onFailure: "halt" }, verify, ...(ask === undefined ? {} : { ask }) });
  if (isFailure(executed)) throw new Error(JSON.stringify(executed));
  return { ...executed, asked: context.asked.length, prompts: context.asked.map((request) => request.prompt) };
}

const start = (more: Readonly<Record<string, string>> = {}): void => { scene = createPhaseScene(phaseFiles({ ...DONE, ...more })); };
const log = (): string[] => scene.git("log", "--format=%s").split("\n");
const changedByLast = (): string[] => scene.git("show", "--name-only", "--format=", "HEAD").split("\n").sort();

describe("the end of a phase that passed", () => {
  it("ticks roadmap and requirements, moves the position on, and commits exactly these files", async () => {
    start();
    scene.put("notes.txt", "of a person\n");
    scene.git("add", "notes.txt");
    scene.put(".planning/PROJECT.md", "# somebody writes\n");
    const { execution, planning } = await endPhase(says(PASSED));
    expect(execution).toMatchObject({ status: "completed", verdict: "passed" });
    expect(scene.read("ROADMAP.md")).toMatch(/- \[x\] \*\*Phase 1: Build\*\* - all of it \(completed \d{4}-\d\d-\d\d\)/);
    expect(scene.read("ROADMAP.md")).toMatch(/\| 1\. Build \| 2\/2 \| Complete \| \d{4}-\d\d-\d\d \|/);
    expect(scene.read("STATE.md")).toContain("Phase: 2 of 2 (Ship)\nPlan: Not started\nStatus: Ready to plan\n");
    expect(scene.read("STATE.md")).toMatch(/Last completed plan: 01-02\n(?:.*\n)*Pending checkpoints: None/);
    // A-02 is another phase's to fulfil, B-01 is named by no plan.
    expect(scene.read("REQUIREMENTS.md")).toContain("- [x] **A-01**: a\n- [ ] **A-02**: b\n- [ ] **B-01**: c\n");
    expect(scene.read("REQUIREMENTS.md")).toContain("| A-01 | Phase 1 | Complete |\n| A-02 | Phase 2 | Pending |");
    expect(planning).toMatchObject({ type: "committed", subject: "docs(phase-1): complete phase execution" });
    expect(changedByLast()).toEqual(["REQUIREMENTS.md", "ROADMAP.md", "STATE.md", "phases/01-build/01-EXECUTION.md", "phases/01-build/01-VERIFICATION.md"].map((file) => `.planning/${file}`));
    expect(scene.git("status", "--porcelain").split("\n")).toEqual(["A  notes.txt", "?? .planning/PROJECT.md"]);
  });

  it("asked again it changes nothing and asks nobody", async () => {
    start();
    await endPhase(says(PASSED));
    const before = [log(), scene.read("STATE.md"), scene.read("ROADMAP.md"), scene.read("REQUIREMENTS.md")];
    const again = await endPhase(says("nobody asks"));
    expect(again.asked).toBe(0);
    expect(again.execution.status).toBe("completed");
    expect(log().filter((subject) => subject.includes("complete phase execution")).length).toBeLessThanOrEqual(2);
    expect([scene.read("ROADMAP.md"), scene.read("REQUIREMENTS.md"), scene.read("STATE.md")]).toEqual([before[2], before[3], before[1]]);
  });

  it("killed when all was recorded but the end of its file, it leaves what the roadmap says of a phase that is complete", async () => {
    start();
    await endPhase(says(PASSED));
    const [roadmap, file] = [scene.read("ROADMAP.md"), ".planning/phases/01-build/01-EXECUTION.md"];
    const ended = scene.read("phases/01-build/01-EXECUTION.md");
    scene.put(file, ended.replace("**Status:** completed", "**Status:** in-progress"));
    expect((await endPhase(says("nobody asks"), undefined, false)).execution.status).toBe("completed");
    expect(scene.read("ROADMAP.md")).toBe(roadmap);
    expect(roadmap).toContain("| 1. Build | 2/2 | Complete |");
  });

  it("goes on behind the verifier's word where it was cut off there, without a second verifier and with one commit", async () => {
    start({ ".planning/phases/01-build/01-VERIFICATION.md": "---\nstatus: gaps_found\ngaps:\n  - truth: a\n---\n" });
    scene.put(".planning/phases/01-build/01-EXECUTION.md", "# Execution of phase 1: Build\n\n- **Phase:** 01\n- **Status:** in-progress\n- **Schedule:** waves\n- **Agents:** 1\n- **On-Failure:** halt\n\n## Steps\n\n- [>] verify\n  - started: 2026-01-01T00:00:00Z\n- [ ] record\n");
    const ended = await endPhase(says(PASSED));
    expect(ended.asked).toBe(0);
    expect(ended.execution).toMatchObject({ status: "completed", verdict: "gaps_found" });
    expect(log().filter((subject) => subject.startsWith("docs("))).toEqual(["docs(phase-1): record phase execution"]);
  });

  it.each([
    ["switched off by commit_docs", { ".planning/config.json": '{"commit_docs": false}\n' }, "Skipping planning docs commit (commit_docs: false)"],
    ["git ignores the planning folder", { ".gitignore": ".planning/\n" }, "Skipping planning docs commit (commit_docs: false): git ignores the planning folder"],
  ])("commits nothing where it is %s, and says so", async (_, more, note) => {
    start(more);
    const { planning } = await endPhase(says(PASSED));
    expect(planning).toEqual({ type: "skipped", why: note });
    expect(scene.events).toContainEqual({ type: "note", text: note });
    expect(log()).toEqual(["Start"]);
    expect(scene.read("ROADMAP.md")).toContain("- [x] **Phase 1");
  });

  it("ends well though a commit hook refuses, and says so", async () => {
    start();
    writeFileSync(join(scene.repo, ".git", "hooks", "pre-commit"), "#!/bin/sh\necho no planning files here >&2\nexit 1\n", { mode: 0o755 });
    const { planning, execution } = await endPhase(says(PASSED));
    expect(execution.status).toBe("completed");
    expect(planning?.type).toBe("refused");
    expect(scene.events.some((event) => event.type === "note" && event.text.includes("no planning files here"))).toBe(true);
  });
});

describe("a planning repository with a lock that stays", () => {
  const lock = (): string => join(scene.repo, ".git", "index.lock");
  const step = async (): Promise<StepOutcome> => executePhase(scene.context(says(PASSED)), { name: "execute-phase", phase: "01" as never, flags: [] } as never);

  it("halts the step of a job, names the lock, and has the commit made by the next run, which asks nobody", async () => {
    start();
    await endPhase(says("---\nstatus: passed\n---\n\n# Verification\n"));
    expect(log()[0]).toBe("docs(phase-1): complete phase execution");
    // The same phase once more, with the commit taken back: its execution has settled, and what it wrote is in no commit.
    scene.git("reset", "--quiet", "--soft", "HEAD~1");
    writeFileSync(lock(), "");
    expect(await step()).toMatchObject({ type: "failed", reason: "human-needed", error: expect.stringContaining(lock()) as string });
    expect(log()).toEqual(["Start"]);
    rmSync(lock());
    const context = scene.context(says("nobody asks"));
    expect(await executePhase(context, { name: "execute-phase", phase: "01" as never, flags: [] } as never)).toMatchObject({ type: "done" });
    expect(context.asked).toEqual([]);
    expect(log()).toEqual(["docs(phase-1): complete phase execution", "Start"]);
  });

  it("waits for a lock that goes away by itself", async () => {
    start();
    writeFileSync(lock(), "");
    let refused = 0;
    const context = scene.context(says(PASSED));
    const { git } = context.ports;
    const patient = { ...context, ports: { ...context.ports, git: { ...git, commit: async (spec: Parameters<typeof git.commit>[0]) => {
      const answer = await git.commit(spec);
      if (typeof answer === "object" && ++refused === 2) rmSync(lock());
      return answer;
    } } } };
    expect(await executePhase(patient, { name: "execute-phase", phase: "01" as never, flags: [] } as never)).toMatchObject({ type: "done" });
    expect(refused).toBe(2);
    expect(log()[0]).toBe("docs(phase-1): complete phase execution");
  });
});

describe("the verifier's word", () => {
  it.each([
    ["no status", "# Verification\n\nstatus: passed\n", "its front matter has no `status: passed`"],
    ["passed with a gap", "---\nstatus: passed\ngaps:\n  - truth: it works\n---\n", "it says `passed` and lists a gap"],
    ["passed with a low score", "---\nstatus: passed\nscore: 1/2\n---\n", "with the score 1/2"],
  ])("goes back to a fresh verifier where it is worth nothing: %s", async (_, text, finding) => {
    start();
    const ended = await endPhase(says(text, PASSED));
    expect(ended.asked).toBe(2);
    expect(ended.prompts[1]).toContain(finding);
    expect(ended.execution.verdict).toBe("passed");
  });

  it("is held against the files that the plans must leave behind", async () => {
    const artifacts = { must_haves: "\n  artifacts:\n    - path: gone.txt\n      provides: x\n    - path: README.md" };
    start({ ".planning/phases/01-build/01-01-PLAN.md": planText("01", artifacts) });
    const ended = await endPhase(says(PASSED, `${PASSED}\ngone.txt was merged into README.md.\n`));
    expect(ended.asked).toBe(2);
    expect(ended.prompts[1]).toContain("gone.txt, which a plan must leave behind, is not in the tree");
    expect(ended.prompts[1]).not.toContain("README.md, which");
    expect(ended.execution.verdict).toBe("passed");
  });

  it("is not taken from a verifier that changed the code", async () => {
    start();
    let run = 0;
    const ended = await endPhase((request, tools) => {
      if (run++ === 0) tools.write("README.md", "# better\n");
      else writeFileSync(join(request.cwd, "README.md"), "# app\n");
      tools.leave("01-VERIFICATION.md", PASSED);
      return "completed";
    });
    expect(ended.asked).toBe(2);
    expect(ended.prompts[1]).toContain("README.md");
  });

  it("leaves the box open where it found gaps, and the commit says so", async () => {
    start();
    const { execution, planning } = await endPhase(says("---\nstatus: gaps_found\nscore: 1/2\ngaps:\n  - truth: it works\n    reason: it does not\n---\n"));
    expect(execution).toMatchObject({ status: "completed", verdict: "gaps_found" });
    expect(scene.read("ROADMAP.md")).toContain("- [ ] **Phase 1");
    expect(scene.read("REQUIREMENTS.md")).not.toContain("[x]");
    expect(scene.read("STATE.md")).toContain("Phase: 1 of 2 (Build)\nPlan: 2 of 2 in current phase\nStatus: Gaps found\n");
    expect(planning).toMatchObject({ type: "committed", subject: "docs(phase-1): record phase execution" });
  });

  it("stands at the last plan once all are in, whichever of them came last", async () => {
    scene = createPhaseScene(phaseFiles({ ".planning/phases/01-build/01-02-SUMMARY.md": summaryText("02") }));
    const context = scene.context((request, tools) => {
      if (request.purpose.startsWith("verify-phase")) tools.leave("01-VERIFICATION.md", "---\nstatus: gaps_found\ngaps:\n  - truth: it works\n    reason: it does not\n---\n");
      else {
        tools.write("01.txt", "01\n");
        tools.leave("01-01-SUMMARY.md", summaryText("01"));
      }
      return "completed";
    });
    const found = findPlannedPhase(context, "01" as never);
    const inventory = isFailure(found) ? found : takeInventory(context, found, false);
    if (isFailure(found) || isFailure(inventory)) throw new Error(JSON.stringify([found, inventory]));
    expect(await execute(context, { found, inventory, options: { schedule: "waves", agents: 1, onFailure: "halt" }, verify: true })).toMatchObject({ execution: { status: "completed" } });
    expect(scene.read("STATE.md")).toMatch(/Plan: 2 of 2 in current phase\n(?:.*\n)*Last completed plan: 01-01\n/);
  });

  it("is not asked for where verification is switched off", async () => {
    start({ ".planning/config.json": '{"workflow": {"verifier": false}}\n' });
    const ended = await endPhase(says("nobody asks"));
    expect(ended.asked).toBe(0);
    expect(ended.execution.verdict).toBe("off");
    expect(scene.read("ROADMAP.md")).toContain("- [x] **Phase 1");
  });
});

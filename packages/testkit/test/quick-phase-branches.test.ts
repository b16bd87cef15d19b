import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { completeQuick, isRefusal, loadProduct, quick, type QuickReport, type Refusal } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openTrees } from "../../runtime/src/steps/trees.js";
import { isFailure } from "../../runtime/src/work/context.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles({ ".planning/config.json": JSON.stringify({ git: { branching_strategy: "phase" } }) })); });
afterEach(() => { scene.remove(); });

const worktree = (): string => `${scene.repo}--v1`;
const inTree = (...args: string[]): string => execFileSync("git", ["-C", worktree(), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

/** Opens the branch of a phase as its execution does. */
async function openPhase(number: number): Promise<void> {
  const context = scene.context();
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) throw new Error(loaded.message);
  const trees = await openTrees(context, loaded.product.phases[number - 1]);
  if (isFailure(trees)) throw new Error(JSON.stringify(trees));
}

const writes = (file: string): ScriptedAgent => (_request, tools) => {
  tools.write(file, `${file}\n`);
  tools.leave("SUMMARY.md", "---\nstatus: complete\n---\n\n# Summary\n\n**Done**\n");
  return "completed";
};

async function run(title: string, script: ScriptedAgent): Promise<QuickReport | Refusal> {
  const { ports, place } = scene.context(script);
  return quick(ports, place, { title, main: false, guidance: [], signal: new AbortController().signal, onEvent: () => undefined });
}

it("works on the branch of the phase that the milestone's worktree is on, is completed there, and the next phase builds on it", async () => {
  await openPhase(1);
  const report = await run("Fix one", writes("one.txt"));
  expect(report).toMatchObject({ kind: "milestone-context", status: "completed", exit: "ok", branch: "dgs/phase-01-build", ended: "Quick 'fix-one' done on dgs/phase-01-build. It is merged with the milestone." });
  expect(scene.git("log", "--format=%s", "main..dgs/phase-01-build")).toBe("feat(quick): Fix one");
  expect(scene.git("branch", "--format=%(refname:short)").split("\n").sort()).toEqual(["dgs/phase-01-build", "main"]);

  const { ports, place } = scene.context();
  const completed = await completeQuick(ports, place, { ...(isRefusal(report) ? {} : { quick: report.id }), signal: new AbortController().signal, onEvent: () => undefined });
  expect(completed).toMatchObject({ type: "refused", code: "quick-not-product-level", remedy: "There is nothing to complete: its commits are merged with the milestone." });
  expect(scene.git("log", "--format=%s", "main..dgs/phase-01-build")).toBe("feat(quick): Fix one");

  await openPhase(2);
  expect(await run("Fix two", writes("two.txt"))).toMatchObject({ status: "completed", branch: "dgs/phase-02-ship" });
  expect(scene.git("log", "--format=%s", "main..dgs/phase-02-ship")).toBe("feat(quick): Fix two\nfeat(quick): Fix one");
  expect(scene.git("log", "--format=%s", "main..dgs/phase-01-build")).toBe("feat(quick): Fix one");
  expect(inTree("status", "--porcelain")).toBe("");
});

it("works on the branch of the last phase that has one where the worktree is gone", async () => {
  await openPhase(1);
  await openPhase(2);
  inTree("commit", "--quiet", "--allow-empty", "-m", "of phase 2");
  scene.git("worktree", "remove", worktree());
  expect(await run("Fix it", writes("fix.txt"))).toMatchObject({ status: "completed", branch: "dgs/phase-02-ship" });
  expect(scene.git("log", "--format=%s", "main..dgs/phase-02-ship")).toBe("feat(quick): Fix it\nof phase 2");
});

it("is refused before any phase has a branch, and nothing is written", async () => {
  expect(await run("Fix it", writes("fix.txt"))).toMatchObject({ type: "refused", code: "branching-unfit", remedy: expect.stringContaining("--main") as string });
  expect(existsSync(join(scene.repo, ".planning", "quick"))).toBe(false);
  expect(readdirSync(join(scene.repo, ".."))).toEqual(["app"]);
});

it("that failed does not go on where the job has gone to another branch since", async () => {
  await openPhase(1);
  expect(await run("Fix it", () => "crashed")).toMatchObject({ status: "failed" });
  await openPhase(2);
  const before = scene.git("for-each-ref", "refs/heads");
  expect(await run("Fix it", writes("fix.txt"))).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining("is on dgs/phase-02-ship now, and the quick is on dgs/phase-01-build") as string });
  expect(scene.git("for-each-ref", "refs/heads")).toBe(before);
});

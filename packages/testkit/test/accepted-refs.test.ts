import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRefusal, previewRollback, rollbackJob } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { gitIn, leaveSummary, makeWavesScene, planOf, type WavesScene } from "../src/waves-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs accepted ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const good: ScriptedAgent = (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  tools.write(`${id}.txt`, `${id}\n`);
  leaveSummary(id, tools);
  return "completed";
};

const marks = (scene: WavesScene): string => scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/accepted", "refs/dgs/attempts");

it("the mark of what was accepted goes with the landing, also where the plan's worktree has to stay", async () => {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["01-01.txt"] }]);
  const { report, events } = await scene.run((request, tools) => {
    // Somebody locks the worktree: it is never removed then.
    gitIn(request.cwd, "worktree", "lock", request.cwd);
    return good(request, tools);
  });
  expect(report.error).toBeUndefined();
  expect(events).toContainEqual(expect.objectContaining({ type: "note", text: expect.stringContaining("stays") as string }));
  expect(existsSync(join(folder, "app--v1--01-01"))).toBe(true);
  expect(scene.landed()).toEqual(["01-01"]);
  expect(marks(scene)).toBe("");
});

it("one that was left behind is taken away by the next execution of the phase", async () => {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["01-01.txt"] }, { id: "01-02", files: ["01-02.txt"], after: ["01-01"], wave: 2 }]);
  const halted = await scene.run((request, tools) => (planOf(request) === "01-02" ? "crashed" : good(request, tools)));
  expect(halted.report).toMatchObject({ status: "failed", exit: "gaps" });
  expect(scene.landed()).toEqual(["01-01"]);
  scene.git("update-ref", "refs/dgs/accepted/v1/01-01", "milestone/v1");
  const { report } = await scene.run(good);
  expect(report.error).toBeUndefined();
  expect(scene.faults()).toEqual([]);
});

it("one of a plan that was accepted and did not land goes with a rollback, and its commit is kept", async () => {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["01-01.txt"] }]);
  await scene.run(() => "crashed");
  const tree = join(folder, "other");
  scene.git("worktree", "add", "--quiet", "--detach", tree);
  gitIn(tree, "commit", "--quiet", "--allow-empty", "-m", "accepted");
  const accepted = gitIn(tree, "rev-parse", "HEAD");
  scene.git("update-ref", "refs/dgs/accepted/v1/01-01", accepted);
  scene.git("worktree", "remove", "--force", tree);
  const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(() => "crashed"));
  const preview = await previewRollback(ports, place, { version: "v1" });
  if (isRefusal(preview) || preview.type !== "rollback-preview") throw new Error(JSON.stringify(preview));
  expect(await rollbackJob(ports, place, { version: "v1", preview })).toMatchObject({ type: expect.not.stringMatching("refused") as string });
  expect(marks(scene)).toBe("");
  expect(scene.git("for-each-ref", "--format=%(objectname)", "refs/dgs/keep")).toContain(accepted);
});

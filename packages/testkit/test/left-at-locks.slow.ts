import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { executePhase } from "@dgs/runtime";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { leaveSummary, makeWavesScene, planOf } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs locks ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const writes: ScriptedAgent = (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  tools.write("one.txt", "one\n");
  leaveSummary(id, tools);
  return "completed";
};

/** Leaves a lock, once, as soon as the plan is on the milestone's branch: a git does so that is killed while it deletes a ref. Every deletion of a ref needs it. */
function leaveLock(repo: string): string {
  const lock = join(repo, ".git", "packed-refs.lock");
  const once = join(folder, "once");
  writeFileSync(join(repo, ".git", "hooks", "reference-transaction"), `#!/bin/sh\n[ "$1" = committed ] && [ ! -e "${once}" ] && git cat-file -e refs/heads/milestone/v1:one.txt 2>/dev/null || exit 0\n: >"${once}"\n: >"${lock}"\n`, { mode: 0o755 });
  return lock;
}

it("halts a job at a lock that keeps the refs of a landed plan, names it, and takes them away in the next run without doing the plan again", async () => {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt"] }]);
  const lock = leaveLock(scene.repo);
  const halted = await scene.run(writes);
  expect(halted.report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining(lock) as string });
  expect(scene.landed()).toEqual(["01-01"]);
  expect(existsSync(lock)).toBe(true);
  const left = scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/attempts", "refs/dgs/accepted", "refs/heads/milestone").split("\n");
  expect(left).toContain("refs/dgs/attempts/v1/01-01");

  const again = await scene.run(writes);
  expect(again.report).toMatchObject({ status: "failed", exit: "human-needed" });
  rmSync(lock);
  const { report, asked } = await scene.run(writes);
  expect(report).toMatchObject({ status: "completed", exit: "ok" });
  expect([...again.asked, ...asked].map(planOf).filter((plan) => plan !== undefined)).toEqual([]);
  expect(scene.landed()).toEqual(["01-01"]);
  expect(scene.faults()).toEqual([]);
});

it("takes away in a run that finds nothing to do what a lock had kept from the last one", async () => {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt"] }]);
  const lock = leaveLock(scene.repo);
  const agents = createScriptedAgents(writes);
  const execute = async (): Promise<unknown> => {
    const { ports, place } = createTestPorts(scene.repo, agents);
    return executePhase(ports, place, { phase: "1", gapsOnly: false, auto: false, signal: new AbortController().signal, onEvent: () => undefined });
  };
  expect(await execute()).toMatchObject({ status: "completed" });
  expect(scene.git("for-each-ref", "refs/dgs/attempts")).not.toBe("");
  rmSync(lock);
  expect(await execute()).toMatchObject({ exit: "ok" });
  expect(scene.faults()).toEqual([]);
  expect(await execute()).toMatchObject({ exit: "ok", nothingToDo: true });
  expect(agents.asked.map(planOf)).toEqual(["01-01"]);
});

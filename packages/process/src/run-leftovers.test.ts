import { readFileSync } from "node:fs";
import type { ProcessResult } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { openFixtureRuns } from "./fixtures/open-fixture-runs.js";
import { createProcesses, identityOf } from "./index.js";

const { processes, folder, specOf, run, runUntilReady } = openFixtureRuns();

function pidIn(result: ProcessResult): number {
  const [, pid] = /^pid (\d+)$/m.exec(result.stdoutTail) ?? [];
  return Number(pid);
}

describe.runIf(process.platform === "linux")("leftovers", () => {
  it("ends a child of the group that holds stdout", async () => {
    const result = await run("leaves-child");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends a daemon with a session of its own that holds stdout", async () => {
    const result = await run("leaves-daemon");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends what only its parent leads to", async () => {
    const result = await run("leaves-family");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 2 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends the tool of a cancelled agent by force", async () => {
    const result = await runUntilReady("agent-with-tool");
    expect(result).toMatchObject({ type: "cancelled", forced: false, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("does not count who was killed together with the program", async () => {
    const controller = new AbortController();
    const script = "trap '' TERM; sleep 600 & echo ready; while :; do sleep 600; done";
    const onLine = (): void => { controller.abort(); };
    const result = await processes.run({ program: "/bin/sh", args: ["-c", script], cwd: folder, env: {}, graceMs: 50, onLine, signal: controller.signal });
    expect(result).toMatchObject({ type: "cancelled", forced: true, leftovers: 0 });
  });

  it("does not wait for one that cannot be found", async () => {
    const result = await run("escapes");
    const pid = pidIn(result);
    const escaped = identityOf(pid);
    process.kill(pid, "SIGKILL");
    expect(escaped).toBeDefined();
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 0 });
  });

  it("leaves them alone, unmarked, when it is told to", async () => {
    const result = await createProcesses({ leftovers: "leave" }).run(specOf("leaves-daemon"));
    const pid = pidIn(result);
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    process.kill(pid, "SIGKILL");
    expect(environment).not.toContain("DGS_");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 0 });
  });

  it("keeps fifty runs at once apart, and leaves nothing of any", async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => run("leaves-daemon")));
    expect(results.map(({ type, leftovers }) => [type, leftovers])).toEqual(results.map(() => ["exited", 1]));
    const pids = results.map(pidIn);
    expect(new Set(pids).size).toBe(50);
    expect(pids.filter((pid) => identityOf(pid) !== undefined)).toEqual([]);
  });
});

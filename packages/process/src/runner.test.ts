import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProcesses, currentIdentity, identityOf, reapMarked, type ProcessIdentity } from "./index.js";

const fixture = fileURLToPath(new URL("fixtures/runner.mjs", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dgs-runner-"));
  const entry = [fileURLToPath(new URL("index.ts", import.meta.url))];
  await build({ entry, format: "esm", outDir: folder, outExtension: () => ({ js: ".mjs" }), config: false, dts: false, silent: true, target: "node20" });
});
afterAll(() => { rmSync(folder, { recursive: true }); });

interface Runner {
  readonly child: ChildProcess;
  readonly supervisor: ProcessIdentity;
  /** The tool of the agent that the runner runs. */
  readonly pids: readonly number[];
  /** What it prints after that. */
  readonly rest: AsyncIterator<string>;
}

/** Starts a runner in a process of its own and waits until its programs run. */
async function startRunner(then: string, runs = "agent-with-tool"): Promise<Runner> {
  const child = spawn(process.execPath, [fixture, join(folder, "index.mjs"), then, runs], { stdio: ["ignore", "pipe", "ignore"] });
  const rest = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value } = await rest.next();
  return { child, rest, ...(JSON.parse(String(value)) as Pick<Runner, "supervisor" | "pids">) };
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some((pid) => identityOf(pid) !== undefined)) await new Promise((turn) => setImmediate(turn));
}

describe.runIf(process.platform === "linux")("a runner in a process of its own", () => {
  it.each([["exit", 0], ["throw", 1]])("leaves nothing when it ends by %s", async (then, code) => {
    const runner = await startRunner(then);
    expect(await once(runner.child, "exit")).toEqual([code, null]);
    await untilGone(runner.pids);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("cancels its programs on %s and goes on", async (name) => {
    const runner = await startRunner("forward");
    runner.child.kill(name);
    expect(JSON.parse(String((await runner.rest.next()).value))).toEqual({ type: "cancelled", leftovers: 1, received: name });
    runner.child.kill("SIGKILL");
    await untilGone(runner.pids);
  });

  it("ends at once on a second signal, and leaves nothing", async () => {
    const runner = await startRunner("forward", "ignores-sigterm");
    const exit = once(runner.child, "exit");
    runner.child.kill("SIGTERM");
    runner.child.kill("SIGINT");
    // Which of two waiting signals comes first is the system's choice.
    expect([[130, null], [143, null]]).toContainEqual(await exit);
    await untilGone(runner.pids);
  });

  it("is found by an outer one with all that it has started", async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const onLine = (line: string): void => {
      pids.push(...(JSON.parse(line) as Pick<Runner, "pids">).pids);
      controller.abort();
    };
    const result = await createProcesses({ leftoverGraceMs: 100 }).run({
      program: process.execPath,
      args: [fixture, join(folder, "index.mjs"), "wait"],
      cwd: folder,
      env: {},
      onLine,
      signal: controller.signal,
    });
    // The inner runner dies of SIGTERM and leaves its agent and the agent's tool.
    expect(result).toMatchObject({ type: "cancelled", forced: false, leftovers: 2 });
    await untilGone(pids);
  });

  it("ends by itself, though one that cannot be found holds its program's pipes", async () => {
    const runner = await startRunner("wait", "escapes");
    const exit = await once(runner.child, "exit");
    const isHeld = identityOf(runner.pids[0]!) !== undefined;
    process.kill(runner.pids[0]!, "SIGKILL");
    expect([exit, isHeld]).toEqual([[0, null], true]);
  });

  it("leaves programs behind when it is killed, and another one ends these and no others", async () => {
    const [killed, other] = await Promise.all([startRunner("wait"), startRunner("wait")]);
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    expect(identityOf(killed.pids[0]!)).toBeDefined();

    // The agent and its tool.
    expect(await reapMarked({ supervisor: killed.supervisor }, { graceMs: 100 })).toEqual({ ended: 2, survivors: [] });
    await untilGone(killed.pids);
    expect(identityOf(other.pids[0]!)).toBeDefined();
    expect(await reapMarked({ supervisor: killed.supervisor })).toEqual({ ended: 0, survivors: [] });

    other.child.kill("SIGKILL");
    await once(other.child, "exit");
    expect(await reapMarked({ supervisor: other.supervisor }, { graceMs: 100 })).toMatchObject({ ended: 2 });
  });
});

it("does not end what a living runner has started", async () => {
  await expect(reapMarked({ supervisor: currentIdentity() })).rejects.toThrow(`the runner with pid ${process.pid} is alive`);
});

it("finds nothing of a runner that never was", async () => {
  expect(await reapMarked({ supervisor: { ...currentIdentity(), startTime: "1" } })).toEqual({ ended: 0, survivors: [] });
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createCommandAgents } from "@dgs/agents";
import type { AgentRequest, Agents } from "@dgs/core";
import { createProcesses, processesIn } from "@dgs/process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs hundred "))); });
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const RUNS = 100;

/** How much the heap may grow from round to round: what engines keep of code that has become hot, not what each run leaves. */
const GROWTH_LIMIT = 4 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function requestOf(number: number): AgentRequest {
  const cwd = join(folder, String(number));
  const outbox = join(cwd, "outbox");
  mkdirSync(outbox, { recursive: true });
  return { role: "executor", tier: "sonnet", purpose: `execute-plan ${String(number)}`, attempt: 1, prompt: "p".repeat(10_000), cwd, outbox, logPath: join(cwd, "run.log"), limits: { timeMs: 300_000 } };
}

async function runAll(agents: Agents): Promise<void> {
  const results = await Promise.all(Array.from({ length: RUNS }, (_, number) => agents.run(requestOf(number))));
  expect(results.map(({ type }) => type)).toEqual(results.map(() => "completed"));
}

/** Files that this process holds open, sockets and pipes among them. */
function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

it("a hundred agents at once leave no process, no open file, no temporary file and no memory behind", async (test) => {
  if (!existsSync("/proc/self/fd")) test.skip("open files can only be counted where there is /proc");
  const agents = createCommandAgents({ processes: createProcesses(), command: ["sh", "-c", "cat >/dev/null; echo working; echo done >&2"], env: { PATH: process.env["PATH"] ?? "" } });
  // A folder of its own: other tests leave files in the common one meanwhile.
  vi.stubEnv("TMPDIR", mkdtempSync(join(folder, "temporary-")));
  await runAll(agents);
  collectGarbage();
  const before = openFiles();
  const heaps: number[] = [];
  for (let round = 0; round < 3; round++) {
    await runAll(agents);
    collectGarbage();
    heaps.push(process.memoryUsage().heapUsed);
  }
  expect(openFiles()).toBeLessThanOrEqual(before);
  expect(readdirSync(tmpdir())).toEqual([]);
  expect((heaps[2] ?? Infinity) - (heaps[0] ?? 0)).toBeLessThan(GROWTH_LIMIT);
  expect(await processesIn(folder)).toEqual({ type: "known", processes: [] });
});

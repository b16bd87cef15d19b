import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { awaitKilled, endProcesses } from "./reap.js";
import type { ProcessTable } from "./process-table.js";
import type { TableEntry } from "./table-entry.js";

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

/** Starts a fixture and waits for its line `ready`; it is unmarked and in the group of this process. */
async function start(fixture: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`fixtures/${fixture}.mjs`, import.meta.url))], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

const selectOnly = (...wanted: readonly ChildProcess[]) => ({ entries }: ProcessTable): readonly TableEntry[] =>
  entries.filter((entry) => !entry.ended && wanted.some((child) => child.pid === entry.pid));

describe.skipIf(process.platform === "win32")("ending processes", () => {
  it("asks first", async () => {
    const child = await start("lies-on-sigterm");
    const exit = once(child, "exit");
    expect(await endProcesses(selectOnly(child), 10_000)).toEqual({ ended: 1, survivors: [] });
    expect(await exit).toEqual([0, null]);
  });

  it("forces who does not listen, and counts each once", async () => {
    const both = [await start("ignores-sigterm"), await start("forever")] as const;
    const exits = both.map((child) => once(child, "exit"));
    expect(await endProcesses(selectOnly(...both), 50)).toEqual({ ended: 2, survivors: [] });
    expect(await Promise.all(exits)).toEqual([[null, "SIGKILL"], [null, "SIGTERM"]]);
  });

  it("neither counts nor signals who is gone before it is asked", async () => {
    const child = await start("forever");
    let looks = 0;
    const select = (table: ProcessTable) => ((looks += 1) <= 3 ? selectOnly(child)(table) : []);
    expect(await endProcesses(select)).toEqual({ ended: 0, survivors: [] });
    expect(child.signalCode).toBeNull();
  });

  it("follows who is found once, though it is not found again", async () => {
    const child = await start("ignores-sigterm");
    const exit = once(child, "exit");
    let looks = 0;
    // Found while it is waited for (6 looks) and when it is asked; then it changes its looks.
    const select = (table: ProcessTable) => ((looks += 1) <= 7 ? selectOnly(child)(table) : []);
    expect(await endProcesses(select, 50)).toEqual({ ended: 1, survivors: [] });
    expect(await exit).toEqual([null, "SIGKILL"]);
  });

  it("waits for the killed without signalling them", async () => {
    const child = await start("forever");
    let looks = 0;
    await awaitKilled((table) => ((looks += 1) < 5 ? selectOnly(child)(table) : []));
    expect([looks, child.signalCode]).toEqual([5, null]);
  });
});

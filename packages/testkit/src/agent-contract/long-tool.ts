import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processesIn } from "@dgs/process";
import { expect } from "vitest";
import type { ProgramScene } from "./program-scene.js";
import type { ProgramRun } from "./tested-program.js";

/** Waits until the long script runs; a run that ends before fails the test. */
export async function untilToolRuns(scene: ProgramScene, run: Promise<ProgramRun>): Promise<void> {
  let ended: ProgramRun | undefined;
  void run.then((over) => { ended = over; });
  while (!existsSync(join(scene.tree, "started"))) {
    if (ended !== undefined) throw new Error(`the run ended before its tool ran: ${JSON.stringify(ended)}\n${scene.log()}`);
    await sleep(50);
  }
}

/** Expects that nothing of a run is left: no process works in its folders, and the long script, let go, writes nothing. */
export async function expectNothingLeft(scene: ProgramScene): Promise<void> {
  expect(await processesIn(scene.folder)).toEqual({ type: "known", processes: [] });
  writeFileSync(join(scene.tree, "go"), "");
  await sleep(1_000);
  expect(existsSync(join(scene.tree, "late"))).toBe(false);
}

/** The process of the agent program itself: the child of this process that works in the tree. Linux only. */
export function programPid(tree: string): number {
  const found = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isChildIn(name, tree));
  expect(found).toHaveLength(1);
  return Number(found[0]);
}

function isChildIn(pid: string, folder: string): boolean {
  try {
    // Behind the name of the program, which may have spaces and parentheses: its state, its parent.
    const parent = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
    return parent === String(process.pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

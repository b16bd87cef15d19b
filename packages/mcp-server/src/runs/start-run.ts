import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createFilePorts, refuse } from "@dgs/host";
import { isAlive, startDetached } from "@dgs/process";
import { type Place, type Refusal, tryLock } from "@dgs/runtime";
import type { AnyOperation } from "../operations/operation.js";
import type { ProductOptions } from "../product.js";
import { clearEnd, listRuns, makeRunFolder, readEnd, readRecord, refuseRunsOutside, runFolder, runHolder, runLock, type RunRecord, runsFolder, statusOf, writeRecord } from "./run-record.js";

/** How a run came about: `joined` where it was under way already, `continued` where its process had been killed. */
export interface StartedRun {
  readonly type: "started";
  readonly id: string;
  readonly how: "new" | "joined" | "continued";
}

/**
 * Starts an operation in a process of its own, or finds the run that is under way with the same input. One that was killed goes on under its id: the files say
 * where it was.
 */
export async function startRun(options: ProductOptions, place: Place, operation: AnyOperation, input: Readonly<Record<string, unknown>>): Promise<StartedRun | Refusal> {
  const outside = refuseRunsOutside(place);
  if (outside !== undefined) return outside;
  const release = await lockStart(place);
  if ("exit" in release) return release;
  try {
    const unfinished = listRuns(place).find((run) => run.operation === operation.name && sameInput(run.input, input) && statusOf(place, run.id) !== "ended");
    if (unfinished !== undefined && statusOf(place, unfinished.id) === "running") return { type: "started", id: unfinished.id, how: "joined" };
    if (unfinished === undefined) dropOldRuns(place);
    const id = unfinished?.id ?? `${operation.name}-${randomBytes(4).toString("hex")}`;
    const folder = makeRunFolder(place, id);
    clearEnd(folder);
    const record: RunRecord = unfinished === undefined ? { id, operation: operation.name, input, started: createFilePorts(place).clock.now(), attempts: 1 } : { ...unfinished, attempts: unfinished.attempts + 1 };
    writeRecord(folder, record);
    const no = await startProcess(options, place, record);
    return no ?? { type: "started", id, how: unfinished === undefined ? "new" : "continued" };
  } finally {
    release.release();
  }
}

/** Two servers that start the same at once get one run. */
async function lockStart(place: Place): Promise<{ release: () => void } | Refusal> {
  const { clock, liveness } = createFilePorts(place);
  for (let tries = 0; ; tries++) {
    const answer = tryLock({ folder: runLock(place, "").folder, name: "start", now: clock.now(), liveness });
    if (answer.type === "held") return answer.lock;
    if (tries >= 200) return refuse("locked", `another server is starting a run: process ${String(answer.holder.pid)} on ${answer.holder.host}`, "Call it again in a moment.", answer.file, "locked");
    await pause(100);
  }
}

async function startProcess({ runner: [program, ...args], cwd, env }: ProductOptions, place: Place, { id, attempts }: RunRecord): Promise<Refusal | undefined> {
  const folder = runFolder(place, id);
  const log = join(folder, "output.log");
  const identity = await startDetached({ program, args: [...args, folder], cwd, env, logPath: log }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  const failed = (what: string): Refusal => refuse("run-not-started", `the process of ${id} ${what}`, "Correct that and call it again.", log, "internal");
  if (identity instanceof Error) return failed(`could not be started: ${identity.message}`);
  // It says that it is there by taking the lock of the run.
  while (runHolder(place, id) === undefined && readEnd(folder) === undefined) {
    if (identity === undefined || isAlive(identity) === "dead") {
      if (readEnd(folder) !== undefined) break;
      return failed(`ended before it had begun (attempt ${String(attempts)}): ${lastLine(log)}`);
    }
    await pause(20);
  }
  return undefined;
}

function lastLine(log: string): string {
  return readFileSync(log, "utf8").trim().split("\n").at(-1)?.slice(0, 300) ?? "it printed nothing";
}

function sameInput(one: object, other: object): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

const KEPT_RUNS = 50;

/** What a run has done is in the planning files and in git: its own record is for asking how it went, and the newest are enough. */
function dropOldRuns(place: Place): void {
  for (const { id } of listRuns(place).slice(KEPT_RUNS)) {
    if (statusOf(place, id) === "running" || readRecord(runFolder(place, id)) === undefined) continue;
    rmSync(runFolder(place, id), { recursive: true, force: true });
    rmSync(join(runsFolder(place), ".locks", `${id}.lock.1`), { force: true });
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

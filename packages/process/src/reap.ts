import { setTimeout as sleep } from "node:timers/promises";
import { currentIdentity, isAlive, type ProcessIdentity } from "./identity.js";
import { findMarked } from "./leftovers.js";
import { formatSupervisor } from "./marker.js";
import { readProcessTable, type ProcessTable } from "./process-table.js";
import type { TableEntry } from "./table-entry.js";

/** What became of processes that were to be ended. */
export interface Reaped {
  /** How many were found and are gone. */
  readonly ended: number;
  /** Pids that are still there: they belong to another user, or hang in the kernel. */
  readonly survivors: readonly number[];
}

/** Whose processes are to be ended. */
export interface ReapTarget {
  /** A runner that has died, as its lock names it. */
  readonly supervisor: ProcessIdentity;
}

/** How processes are ended. */
export interface ReapOptions {
  /** Milliseconds between asking (SIGTERM) and forcing (SIGKILL); 1,000 unless told. */
  readonly graceMs?: number;
}

const pollMs = 20;
const patienceMs = 100;
const forceMs = 2_000;

/**
 * Ends everything a dead runner has left: asks, waits, forces. Nothing is found on Windows.
 *
 * @throws Error when the supervisor is alive: what it has started is its own to end.
 */
export async function reapMarked({ supervisor }: ReapTarget, options: ReapOptions = {}): Promise<Reaped> {
  if (isAlive(supervisor) === "alive") {
    throw new Error(`the runner with pid ${supervisor.pid} is alive: its processes are not to be ended by another one`);
  }
  const self = { pid: process.pid, supervisor: formatSupervisor(currentIdentity()) };
  return endProcesses((table) => findMarked(table, formatSupervisor(supervisor), self), options.graceMs);
}

/**
 * Ends all processes that `select` finds, and those it finds later: the ended may have started others in the meantime.
 *
 * What is about to end by itself is given 100 ms, and is not counted.
 */
export async function endProcesses(select: (table: ProcessTable) => readonly TableEntry[], graceMs = 1_000): Promise<Reaped> {
  const hunt = createHunt(select);
  if (await isEmptyWithin(patienceMs, () => select(readProcessTable()))) return { ended: 0, survivors: [] };
  const asked = new Set<string>();
  const isAsked = await isEmptyWithin(graceMs, () => {
    const living = hunt.living();
    for (const entry of living) if (!asked.has(keyOf(entry))) send(entry, "SIGTERM");
    for (const entry of living) asked.add(keyOf(entry));
    return living;
  });
  if (isAsked) return { ended: hunt.count(), survivors: [] };
  await isEmptyWithin(forceMs, () => {
    const living = hunt.living();
    for (const entry of living) send(entry, "SIGKILL");
    return living;
  });
  const survivors = hunt.living().map((entry) => entry.pid);
  return { ended: hunt.count() - survivors.length, survivors };
}

/** Waits, for a bounded time, for processes that have been killed and are on their way out. */
export async function awaitKilled(select: (table: ProcessTable) => readonly TableEntry[]): Promise<void> {
  await isEmptyWithin(forceMs, () => select(readProcessTable()));
}

interface Hunt {
  /** Looks again; who was found once is followed even when it has lost what it was found by. */
  readonly living: () => readonly TableEntry[];
  /** How many have been found so far. */
  readonly count: () => number;
}

function createHunt(select: (table: ProcessTable) => readonly TableEntry[]): Hunt {
  const found = new Set<string>();
  return {
    living() {
      const table = readProcessTable();
      for (const entry of select(table)) found.add(keyOf(entry));
      return table.entries.filter((entry) => !entry.ended && found.has(keyOf(entry)));
    },
    count: () => found.size,
  };
}

/** Looks until nothing is there or the time is over; looks at least once, and once more at the end. */
async function isEmptyWithin(ms: number, look: () => readonly TableEntry[]): Promise<boolean> {
  let left = ms;
  while (look().length > 0) {
    if (left <= 0) return false;
    await sleep(Math.min(pollMs, left));
    left -= pollMs;
  }
  return true;
}

/** A pid and its start: the pid alone may be another process by now. */
function keyOf(entry: TableEntry): string {
  return `${entry.pid}@${entry.startTime}`;
}

/** Ends all that `select` finds at once and without asking: for the moment in which this process ends itself. */
export function killNow(select: (table: ProcessTable) => readonly TableEntry[]): void {
  for (const entry of select(readProcessTable())) send(entry, "SIGKILL");
}

function send(entry: TableEntry, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(entry.pid, signal);
  } catch {
    // Gone since the table was read, or another user's: the next look tells which.
  }
}

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { parseProcStat } from "./proc-stat.js";
import { parsePsEnvironments, parsePsTable } from "./ps-table.js";
import type { TableEntry } from "./table-entry.js";

/** All processes at one moment. */
export interface ProcessTable {
  readonly entries: readonly TableEntry[];
  /** The variables (`NAME=value`) a process was started with; empty where they may not be read. */
  readonly environmentOf: (pid: number) => readonly string[];
}

/** Reads the processes of this machine; on Windows, where they are not needed, there are none. */
export function readProcessTable(): ProcessTable {
  if (process.platform === "win32") return { entries: [], environmentOf: () => [] };
  if (process.platform !== "linux") return readPsTable();
  return { entries: readPids().flatMap((pid) => readProcess(pid) ?? []), environmentOf: readEnvironment };
}

/** Reads one process; undefined when it is not there, or hidden from this user. */
export function readProcess(pid: number): TableEntry | undefined {
  if (process.platform === "win32") return undefined;
  if (process.platform !== "linux") return parsePsTable(runPs(["-o", psColumns, "-p", String(pid)]))[0];
  const text = readIfAllowed(`/proc/${String(pid)}/stat`);
  const stat = text === undefined ? undefined : parseProcStat(text);
  if (stat === undefined) return undefined;
  const { state, ...rest } = stat;
  return { pid, ...rest, ended: state === "Z" || state === "X" || state === "x" };
}

function readPids(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function readEnvironment(pid: number): readonly string[] {
  return readIfAllowed(`/proc/${String(pid)}/environ`)?.split("\0") ?? [];
}

/** A process may end, or change its user, between being listed and being read: both are no errors. */
function readIfAllowed(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const psColumns = "pid=,ppid=,pgid=,stat=,lstart=";

function readPsTable(): ProcessTable {
  const entries = parsePsTable(runPs(["-A", "-o", psColumns]));
  let environments: ReadonlyMap<number, readonly string[]> | undefined;
  return {
    entries,
    environmentOf: (pid) => (environments ??= parsePsEnvironments(runPs(["-A", "-E", "-ww", "-o", "pid=,command="]))).get(pid) ?? [],
  };
}

function runPs(args: readonly string[]): string {
  // The C locale, as `lstart` is a date in words; fixed folders, as a program called ps may lie elsewhere on PATH.
  const env = { LC_ALL: "C", TZ: "UTC", PATH: "/bin:/usr/bin" };
  return spawnSync("ps", args, { env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).stdout;
}

import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { judgeLiveness, type Glimpse, type Liveness, type Surroundings } from "./liveness.js";
import { readProcess } from "./process-table.js";

/**
 * Which process it is, for good: a pid alone comes back for another process. Plain JSON; what the system does not
 * tell is an empty text.
 */
export interface ProcessIdentity extends Surroundings {
  /** Its number in its pid namespace; given to another process once it has ended. */
  readonly pid: number;
  /** When the process started, in the system's own unit: only ever compared. */
  readonly startTime: string;
}

/** Identifies a running process of this machine; undefined when there is none with that pid. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const seen = glimpse(pid);
  if (seen === "gone" || seen === "hidden" || seen.ended) return undefined;
  return { pid, ...readSurroundings(), startTime: seen.startTime };
}

/** Identifies this process. */
export function currentIdentity(): ProcessIdentity {
  return identityOf(process.pid) ?? { pid: process.pid, ...readSurroundings(), startTime: "" };
}

/** Says whether the process with that identity still runs; `unknown` where this process cannot see it, never a guess. */
export function isAlive(identity: ProcessIdentity): Liveness {
  return judgeLiveness(identity, readSurroundings(), glimpse);
}

function glimpse(pid: number): Glimpse {
  if (!Number.isSafeInteger(pid) || pid <= 0) return "gone";
  const entry = readProcess(pid);
  if (entry !== undefined) return { startTime: String(entry.startTime), ended: entry.ended };
  if (!isThere(pid)) return "gone";
  return process.platform === "win32" ? { startTime: "", ended: false } : "hidden";
}

/** Asks by signal 0, which reaches processes that /proc hides (hidepid) and works on Windows. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

function readSurroundings(): Surroundings {
  return { host: hostname(), bootId: readBootId(), pidNamespace: readPidNamespace() };
}

function readBootId(): string {
  if (process.platform === "darwin") return spawnSync("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8" }).stdout.trim();
  return readOr("", () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}

function readPidNamespace(): string {
  return readOr("", () => readlinkSync("/proc/self/ns/pid"));
}

function readOr(fallback: string, read: () => string): string {
  try {
    return read();
  } catch {
    return fallback;
  }
}

import { randomUUID } from "node:crypto";
import type { ProcessIdentity } from "./identity.js";

/** The variable that names the run a process belongs to. */
export const runVariable = "DGS_RUN";
/** The variable that names the runner which started it. */
export const supervisorVariable = "DGS_SUPERVISOR";

const between = ",";

/** What a program's environment says about where it comes from; every descendant that keeps its environment says the same. */
export interface Marker {
  /** Unique for the run, on any machine. */
  readonly run: string;
  readonly supervisor: string;
}

/** Makes the marker of a new run. */
export function createMarker(supervisor: string): Marker {
  return { run: randomUUID(), supervisor };
}

/**
 * Writes a runner's identity as one word without blanks and commas. Without its host: the boot says more, and a host may be renamed
 * while the runner runs.
 */
export function formatSupervisor({ pid, startTime, bootId, pidNamespace }: ProcessIdentity): string {
  return [String(pid), startTime, bootId, pidNamespace].map(encodeURIComponent).join("/");
}

/**
 * Adds the marker to a program's environment.
 *
 * A runner may itself be supervised. The outer values stay in front, so that the outer supervisor still finds what an inner one left;
 * they stay without a marker of our own, too.
 */
export function withMarker(
  env: Readonly<Record<string, string>>,
  marker: Marker | undefined,
  outer: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const marked = { ...env };
  for (const [name, own] of [[runVariable, marker?.run], [supervisorVariable, marker?.supervisor]] as const) {
    const value = [outer[name], own].filter((part) => part !== undefined && part !== "").join(between);
    if (value !== "") marked[name] = value;
  }
  return marked;
}

/** Tells whether an environment (`NAME=value` entries) carries a value of a marker variable, alone or among outer ones. */
export function carriesMarker(environment: readonly string[], name: string, value: string): boolean {
  const entry = environment.find((variable) => variable.startsWith(`${name}=`));
  return entry?.slice(name.length + 1).split(between).includes(value) ?? false;
}

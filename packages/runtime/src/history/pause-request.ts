import { joinPath, jobsFolder } from "@dgs/core";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readBytes } from "../disk.js";
import { ownFolder } from "../inside-root.js";
import type { Place } from "../place.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { usageNameOf } from "../spending/usage-files.js";

/** Which run is to pause. */
export interface PausableRun {
  readonly version: string;
  readonly runId: string;
}

/** What a runner knows of requests to pause. */
export interface PauseRequests {
  /** Whether somebody wants this run to begin nothing new. */
  readonly isAsked: () => boolean;
  /** Takes the request away. */
  readonly drop: () => void;
}

/**
 * Looks for requests to pause a run. A request is a file beside the lock of the milestone that names the run, so that it reaches the runner from any process, outlives
 * whoever asked, and means no later run; one for an earlier run is taken away here. The caller holds the lock.
 */
export function takePauseRequests(place: Place, { version, runId }: PausableRun): PauseRequests {
  const file = requestFile(place, version);
  if (isRefusal(file)) return { isAsked: () => false, drop: () => undefined };
  const drop = (): void => {
    // Asked for first: nothing is to be done on the disk where nobody asked.
    if (readBytes(file) !== undefined) rmSync(file, { force: true });
  };
  drop();
  return { isAsked: () => runIn(readBytes(file)) === runId, drop };
}

/** Asks a run to pause. It is for the caller to know that it goes on. */
export function writePauseRequest(place: Place, { version, runId }: PausableRun, at: string): Refusal | undefined {
  const file = requestFile(place, version);
  if (isRefusal(file)) return file;
  // Cut off in the middle it is read as none.
  writeFileSync(file, `${JSON.stringify({ run: runId, at })}\n`);
  return undefined;
}

function requestFile(place: Place, version: string): string | Refusal {
  const folder = ownFolder(place.root, joinPath(dirname(jobsFolder(place.project, "pending")), ".locks"));
  return isRefusal(folder) ? folder : join(folder, `${usageNameOf(version)}.pause`);
}

function runIn(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    const { run } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly run?: unknown };
    return typeof run === "string" ? run : undefined;
  } catch {
    return undefined;
  }
}

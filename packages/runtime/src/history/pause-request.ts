import { joinPath, jobsFolder } from "@dgs/core";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFolder, readBytes } from "../disk.js";
import { ownFolder } from "../inside-root.js";
import type { Place } from "../place.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { usageNameOf } from "../spending/usage-files.js";

/** How the file of a request is named. */
const END = ".pause";

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

/** The runs of a project that were asked to pause. They may have ended meanwhile. */
export function listPauseRequests(place: Place): readonly PausableRun[] {
  const folder = requestFolder(place);
  if (isRefusal(folder)) return [];
  const prefix = usageNameOf("");
  const names = (listFolder(folder) ?? []).filter((name) => name.startsWith(prefix) && name.endsWith(END));
  return names.flatMap((name) => {
    const runId = runIn(readBytes(join(folder, name)));
    return runId === undefined ? [] : { version: name.slice(prefix.length, -END.length), runId };
  });
}

/** Takes the request away, before the run has found it or behind that. */
export function dropPauseRequest(place: Place, version: string): void {
  const file = requestFile(place, version);
  if (!isRefusal(file)) rmSync(file, { force: true });
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
  const folder = requestFolder(place);
  return isRefusal(folder) ? folder : join(folder, `${usageNameOf(version)}${END}`);
}

function requestFolder(place: Place): string | Refusal {
  return ownFolder(place.root, joinPath(dirname(jobsFolder(place.project, "pending")), ".locks"));
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

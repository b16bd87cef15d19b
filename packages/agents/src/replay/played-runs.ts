import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { hideFromGit } from "../files/hide-from-git.js";
import { replaceFile } from "../files/replace-file.js";
import type { Tape } from "./tape.js";

/** How many of the runs that a tape has more than once for one purpose and attempt were played and judged. */
export interface PlayedRuns {
  readonly count: (run: string) => number;
  /** Puts down how many it are now; throws where the disk refuses. */
  readonly put: (run: string, count: number) => void;
}

/** Counts in memory: whoever plays the tape next begins at its beginning. */
export function createPlayedRuns(): PlayedRuns {
  const counts = new Map<string, number>();
  return { count: (run) => counts.get(run) ?? 0, put: (run, count) => { counts.set(run, count); } };
}

/**
 * Counts in a file of a folder, one for each tape, so that a second runner goes on where the first one stopped. The file is made when there is something to
 * count, and git ignores the folder. What cannot be read there counts as nothing played: at worst a failed try is played again.
 */
export function keepPlayedRuns(folder: string, tape: Tape): PlayedRuns {
  const file = path.join(folder, `${createHash("sha256").update(JSON.stringify(tape)).digest("hex").slice(0, 16)}.json`);
  const counts = new Map(Object.entries(readCounts(file)));
  hideWhatIsThere(folder);
  return {
    count: (run) => counts.get(run) ?? 0,
    put(run, count) {
      counts.set(run, count);
      mkdirSync(folder, { recursive: true });
      // Before anything else lies there: git is never to see it.
      hideFromGit(folder);
      replaceFile(file, `${JSON.stringify({ tape: tape.name, played: Object.fromEntries(counts) }, undefined, 2)}\n`);
    },
  };
}

/** What a killed run left half-way is mended before anybody looks for what an agent has changed. Where the disk refuses, whoever counts is told. */
function hideWhatIsThere(folder: string): void {
  try {
    if (existsSync(folder)) hideFromGit(folder);
  } catch {
    // Nothing has been counted yet.
  }
}

function readCounts(file: string): Readonly<Record<string, number>> {
  try {
    const { played } = JSON.parse(readFileSync(file, "utf8")) as { readonly played?: unknown };
    const entries = typeof played === "object" && played !== null ? Object.entries(played) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && (entry[1] as number) > 0));
  } catch {
    return {};
  }
}

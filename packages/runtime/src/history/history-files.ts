import { type HistoryLine, joinPath, jobsFolder, parseHistoryLine, type PlanningPath } from "@dgs/core";
import { closeSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { isErrno, listFolder } from "../disk.js";
import { insideRoot } from "../inside-root.js";
import type { Place } from "../place.js";
import { usageNameOf } from "../spending/usage-files.js";

/** The folder that keeps what the runs of a project told, as a planning path. */
export function historyRoot(project: Place["project"]): PlanningPath {
  return joinPath(dirname(jobsFolder(project, "pending")), ".history");
}

/** The folder of one milestone in {@link historyRoot}, absolute. */
export function historyFolder(place: Pick<Place, "root" | "project">, version: string): string {
  return join(place.root, historyRoot(place.project), usageNameOf(version));
}

/** The files of the runs of a milestone, absolute, the oldest first. None where a symbolic link leads out of the planning root. */
export function listHistory(place: Pick<Place, "root" | "project">, version: string): readonly string[] {
  try {
    insideRoot(place.root, historyRoot(place.project));
  } catch {
    return [];
  }
  const folder = historyFolder(place, version);
  return (listFolder(folder) ?? []).filter((name) => name.endsWith(".jsonl")).sort().map((name) => join(folder, name));
}

/** Reads on in the history of a run: each call gives the lines that are new since the one before. */
export type HistoryReader = () => readonly HistoryLine[];

/** How much is read at once: a run may have written for days. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Makes a reader of one file of {@link listHistory}. A line that is being written counts once it is whole; one that says nothing is passed over.
 * @param onUnread Told of each that is passed over.
 */
export function createHistoryReader(file: string, onUnread: () => void = () => undefined): HistoryReader {
  let offset = 0;
  let rest = Buffer.alloc(0);
  return () => {
    const lines: HistoryLine[] = [];
    for (const piece of piecesOf(file, offset)) {
      offset += piece.length;
      // Bytes and not text: a piece may end inside of a character.
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      for (const text of bytes.toString("utf8", 0, end).split("\n")) {
        const line = parseHistoryLine(text);
        if (line !== undefined) lines.push(line);
        else if (text !== "") onUnread();
      }
      rest = Buffer.from(bytes.subarray(end));
    }
    return lines;
  };
}

function* piecesOf(file: string, from: number): Generator<Buffer> {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return;
    throw error;
  }
  try {
    for (let at = from; ; ) {
      const bytes = Buffer.allocUnsafe(PIECE_BYTES);
      const count = readSync(handle, bytes, 0, bytes.length, at);
      if (count === 0) return;
      at += count;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(handle);
  }
}

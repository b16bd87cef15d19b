import { type HistoryEvent, type HistoryLine, joinPath, jobsFolder, parseHistoryLine, type PlanningPath } from "@dgs/core";
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
function historyFolder(place: Pick<Place, "root" | "project">, version: string): string {
  return join(place.root, historyRoot(place.project), usageNameOf(version));
}

/** The versions of which there are histories, as their folders spell them. None where a symbolic link leads out of the planning root. */
export function listHistoryVersions(place: Pick<Place, "root" | "project">): readonly string[] {
  try {
    insideRoot(place.root, historyRoot(place.project));
  } catch {
    return [];
  }
  const prefix = usageNameOf("");
  return (listFolder(join(place.root, historyRoot(place.project))) ?? []).filter((name) => name.startsWith(prefix) && name.endsWith("/")).map((name) => name.slice(prefix.length, -1));
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

/** A line that is longer is passed over: nothing that a run tells is as long. */
const LONGEST_LINE_BYTES = 16 * PIECE_BYTES;

/** How a history is read. */
export interface HistoryReading {
  /** At most that many pieces of a megabyte in one call, so that whoever reads a long history can do something in between; absent: all that is there. */
  readonly pieces?: number;
  /** Passes over events of these types, without reading them. */
  readonly passOver?: readonly HistoryEvent["type"][];
  /** Told of each line that is passed over because it says nothing. */
  readonly onUnread?: () => void;
}

/** Makes a reader of one file of {@link listHistory}. A line that is being written counts once it is whole; one that says nothing is passed over. */
export function createHistoryReader(file: string, { pieces = Infinity, passOver = [], onUnread = () => undefined }: HistoryReading = {}): HistoryReader {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  const passedOver = linesOfTypes(passOver);
  const linesIn = (piece: Buffer): readonly HistoryLine[] => {
    const end = piece.lastIndexOf(0x0a) + 1;
    // Bytes and not text: a piece may end inside of a character.
    const before = isTooLong || rest.length + piece.length > LONGEST_LINE_BYTES ? Buffer.alloc(0) : rest;
    isTooLong = end === 0 && (isTooLong || rest.length + piece.length > LONGEST_LINE_BYTES);
    if (end === 0) {
      rest = isTooLong ? before : Buffer.concat([rest, piece]);
      return [];
    }
    const whole = Buffer.concat([before, piece.subarray(0, end)]);
    rest = Buffer.from(piece.subarray(end));
    const lines: HistoryLine[] = [];
    for (let from = 0, to = whole.indexOf(0x0a); to >= 0; from = to + 1, to = whole.indexOf(0x0a, from)) {
      if (to === from || passedOver?.test(whole.toString("latin1", from, Math.min(to, from + BEGINNING))) === true) continue;
      const read = parseHistoryLine(whole.toString("utf8", from, to));
      if (read === undefined) onUnread();
      else lines.push(read);
    }
    return lines;
  };
  return () => {
    const lines: HistoryLine[] = [];
    let count = 0;
    for (const piece of piecesOf(file, offset)) {
      offset += piece.length;
      lines.push(...linesIn(piece));
      // Where nothing is handed over, there is nothing more: a piece may be the middle of a line.
      if (++count >= pieces && lines.length > 0) break;
    }
    return lines;
  };
}

/** Within so many bytes a line says of which type its event is. */
const BEGINNING = 100;

/** Lines of such events, as `formatHistoryLine` writes them. */
function linesOfTypes(types: readonly HistoryEvent["type"][]): RegExp | undefined {
  return types.length === 0 ? undefined : new RegExp(`^\\{"at":"[^"]*","event":\\{"type":"(?:${types.join("|")})"`);
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

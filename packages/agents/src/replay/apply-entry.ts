import { chmodSync, copyFileSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bytesAt, bytesOf, type PlayPlace } from "./check-entry.js";
import type { TapeChange, TapeEntry } from "./tape.js";

/** The file in the outbox in which a file is written before it takes its place: git sees no half of it. */
const PART = ".dgs-part";

/**
 * Makes the changes of an entry and fills the outbox; returns a line for each file that was not as it is to be already.
 *
 * Every file changes in one step, so that a run that is killed can be played again from wherever it was.
 */
export function applyEntry(entry: TapeEntry, place: PlayPlace): readonly string[] {
  mkdirSync(place.outbox, { recursive: true });
  const part = path.join(place.outbox, PART);
  const changed = entry.changes.flatMap((change) => applyChange(change, place.cwd, part));
  const left = entry.outbox.flatMap((file) => applyChange(file, place.outbox, part));
  rmSync(part, { force: true });
  return [...changed, ...left.map((line) => `outbox: ${line}`)];
}

function applyChange(change: TapeChange, root: string, part: string): readonly string[] {
  const file = path.join(root, change.path);
  if ("delete" in change) return deleteFile(file, root, change.path);
  const bytes = bytesOf(change);
  const found = bytesAt(file);
  const mode = modeOf(file, change.executable === true);
  const isSame = typeof found !== "string" && found.equals(bytes) && lstatSync(file).mode % 0o1000 === mode;
  if (isSame) return [];
  mkdirSync(path.dirname(file), { recursive: true });
  replaceFile(file, bytes, mode, part);
  return [`write ${change.path}`];
}

/** An executable file may be run by whoever may read it; another keeps its mode. */
function modeOf(file: string, executable: boolean): number {
  if (executable) return 0o755;
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.mode % 0o1000 : 0o644;
}

function replaceFile(file: string, bytes: Buffer, mode: number, part: string): void {
  rmSync(part, { force: true });
  writeFileSync(part, bytes);
  chmodSync(part, mode);
  try {
    renameSync(part, file);
  } catch (error) {
    // The outbox may lie on another disk.
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    rmSync(file, { force: true });
    copyFileSync(part, file);
    chmodSync(file, mode);
  }
}

function deleteFile(file: string, root: string, relative: string): readonly string[] {
  const wasThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  if (wasThere) rmSync(file);
  // Like git: a folder that has become empty goes too. Done also when the file is gone, as a killed run may have stopped in between.
  for (let folder = path.dirname(relative); folder !== "."; folder = path.dirname(folder)) {
    if (!removeEmpty(path.join(root, folder))) break;
  }
  return wasThere ? [`delete ${relative}`] : [];
}

function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}

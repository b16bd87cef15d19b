import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { applyEdits, type FileChange, type FileRefusal, type FileRefusalCode, type Files, type PlanningPath } from "@dgs/core";
import { createDisk, type Disk, isErrno, listFolder, readBytes, readFirstBytes } from "./disk.js";
import { decodeText } from "./decode-text.js";

/** Bytes that {@link Files.head} reads before it looks whether the front matter ends within them. */
const HEAD_BYTES = 4096;

/** What the planning files are made of. */
export interface PlanningFilesOptions {
  /** The planning root, absolute. */
  readonly root: string;
  readonly disk?: Disk;
}

/**
 * Makes the planning files of a root.
 *
 * Every write is compared with what was read, goes to a temporary file beside the target, is forced to the disk and
 * renamed over it, and the folder is forced to the disk: at any moment the old text or the new one is there, whole.
 */
export function createPlanningFiles({ root, disk = createDisk() }: PlanningFilesOptions): Files {
  const real = realpathSync(root);
  const place = (path: PlanningPath | ""): string => (path === "" ? real : insideRoot(real, path));
  return {
    list: (folder) => guarded(folder, () => listFolder(place(folder))),
    read: (path) => guarded(path, () => readText(place(path), path)),
    head: (path) => guarded(path, () => readHead(place(path), path)),
    write: (changes) => Promise.resolve(writeAll(changes, place, disk)),
  };
}

/** Thrown inside this file only, and turned into the refusal it carries. */
class Refused extends Error {
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

function refuse(path: string, code: FileRefusalCode, message: string, remedy: string): FileRefusal {
  return { type: "refused", code, path, message, remedy };
}

function guarded<T>(path: string, action: () => T): T | FileRefusal {
  try {
    return action();
  } catch (error) {
    return refusalOf(error, path);
  }
}

function refusalOf(error: unknown, path: string): FileRefusal {
  if (error instanceof Refused) return error.refusal;
  const message = error instanceof Error ? error.message : String(error);
  if (isErrno(error, "ENOSPC", "EDQUOT", "EFBIG")) return refuse(path, "disk-full", `the disk is full: ${message}`, "Make room on the disk and run the command again; nothing of the file was changed.");
  if (isErrno(error, "EACCES", "EPERM", "EROFS")) return refuse(path, "read-only", `the file or its folder may not be written: ${message}`, "Give yourself the right to write there, or choose another root.");
  if (isErrno(error, "EISDIR", "ENOTDIR", "ELOOP")) return refuse(path, "not-a-file", `it is not a file: ${message}`, "Move what is in the way.");
  if (isErrno(error, "EEXIST")) return refuse(path, "exists", "it is there already", "Look at the file, move it away or choose another name.");
  if (isErrno(error, "ENOENT")) return refuse(path, "missing", "it is not there any more", "Run the command again.");
  return refuse(path, "io", message, "Look at the disk and run the command again.");
}

/** The absolute path of a planning path; refuses one that a symbolic link leads out of the root. */
function insideRoot(root: string, path: PlanningPath): string {
  const target = join(root, ...path.split("/"));
  const real = realpathOfNearest(target);
  if (real === root || real.startsWith(root + sep)) return target;
  throw new Refused(refuse(path, "leaves-root", `it leads out of the planning root, to ${real}`, "Replace the symbolic link by the file or folder itself."));
}

function realpathOfNearest(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!isErrno(error, "ENOENT", "ENOTDIR") || dirname(path) === path) throw error;
    return join(realpathOfNearest(dirname(path)), basename(path));
  }
}

function readText(file: string, path: string): string | FileRefusal | undefined {
  const bytes = readBytes(file);
  return bytes === undefined ? undefined : textOf(bytes, path);
}

function textOf(bytes: Uint8Array, path: string): string | FileRefusal {
  const decoded = decodeText(bytes);
  if (typeof decoded === "string") return decoded;
  const remedy = "Save the file as UTF-8; DGS changes no byte that it cannot read.";
  const { line, column } = decoded;
  return { ...refuse(path, "not-utf8", `byte ${String(decoded.byte)} (line ${String(line)}, column ${String(column)}) is not UTF-8`, remedy), position: { line, column } };
}

/** The head must decode on its own: a character cut in half at its end is left out. */
function readHead(file: string, path: string): string | FileRefusal | undefined {
  const bytes = readFirstBytes(file, HEAD_BYTES);
  if (bytes === undefined || bytes.length < HEAD_BYTES) return bytes === undefined ? undefined : textOf(bytes, path);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const opened = /^\ufeff?---\s*\r?\n/.exec(text);
  if (opened !== null && !/\r?\n---\s*\r?\n/.test(text.slice(opened[0].length - 1))) return readText(file, path);
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

type Place = (path: PlanningPath) => string;

function writeAll(changes: readonly FileChange[], place: Place, disk: Disk): "written" | FileRefusal {
  for (const change of changes) {
    const path = change.type === "move" ? change.from : change.path;
    const refusal = guarded(path, () => writeOne(change, place, disk));
    if (refusal !== undefined) return refusal;
  }
  return "written";
}

function writeOne(change: FileChange, place: Place, disk: Disk): FileRefusal | undefined {
  switch (change.type) {
    case "edit":
      return replaceFile(place(change.path), change.path, change.before, applyEdits(change.before, change.edits), disk);
    case "create":
      createFile(place(change.path), change.text, disk);
      return undefined;
    case "move":
      return moveFile(place(change.from), place(change.to), change.to, disk);
    case "delete":
      return deleteFile(place(change.path), change.path, change.before, disk);
  }
}

function replaceFile(file: string, path: string, before: string, text: string, disk: Disk): FileRefusal | undefined {
  const changed = changedMeanwhile(file, path, before);
  if (changed !== undefined) return changed;
  const temporary = temporaryFor(file);
  writeTemporary(temporary, text, statSync(file).mode & 0o777, disk);
  // Writing the temporary file took time: look again, so that what a person saved meanwhile is not lost.
  const meanwhile = changedMeanwhile(file, path, before);
  if (meanwhile !== undefined) {
    disk.remove(temporary);
    return meanwhile;
  }
  disk.rename(temporary, file);
  disk.syncFolder(dirname(file));
  return undefined;
}

function changedMeanwhile(file: string, path: string, before: string): FileRefusal | undefined {
  const now = readText(file, path);
  if (now === before) return undefined;
  if (typeof now === "object") return now;
  const message = now === undefined ? "it was deleted while DGS worked with it" : "somebody changed it while DGS worked with it";
  return refuse(path, "changed-meanwhile", message, "Nothing was written. Look at the file and run the command again.");
}

function createFile(file: string, text: string, disk: Disk): void {
  disk.makeFolder(dirname(file));
  const temporary = temporaryFor(file);
  writeTemporary(temporary, text, 0o644, disk);
  nameOnce(temporary, file, disk);
  disk.syncFolder(dirname(file));
}

/** Gives a finished temporary file its name. A link, not a rename: a rename would replace a file that appeared meanwhile. */
function nameOnce(temporary: string, file: string, disk: Disk): void {
  try {
    disk.link(temporary, file);
  } catch (error) {
    const linkless = isErrno(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP") && statSync(file, { throwIfNoEntry: false }) === undefined;
    if (linkless) disk.rename(temporary, file);
    else disk.remove(temporary);
    if (linkless) return;
    throw error;
  }
  disk.remove(temporary);
}

function moveFile(from: string, to: string, path: string, disk: Disk): FileRefusal | undefined {
  disk.makeFolder(dirname(to));
  if (statSync(to, { throwIfNoEntry: false }) !== undefined) return refuse(path, "exists", "it is there already", "Look at the file, move it away or choose another name.");
  disk.rename(from, to);
  disk.syncFolder(dirname(to));
  disk.syncFolder(dirname(from));
  return undefined;
}

function deleteFile(file: string, path: string, before: string, disk: Disk): FileRefusal | undefined {
  const changed = changedMeanwhile(file, path, before);
  if (changed !== undefined) return changed;
  disk.remove(file);
  disk.syncFolder(dirname(file));
  return undefined;
}

/** What a temporary file's name ends in. */
const TEMPORARY = ".dgs-tmp";

/** One name a file, not one a write: what a killed run left behind is overwritten by the next. */
function temporaryFor(file: string): string {
  return join(dirname(file), `.${basename(file)}${TEMPORARY}`);
}

/** Removes the temporary files that a killed run left in some folders. Only the holder of the runner lock may do that. */
export function sweepTemporaries(root: string, folders: readonly string[], disk: Disk = createDisk()): void {
  for (const folder of folders) {
    for (const name of listFolder(join(root, folder)) ?? []) {
      if (name.startsWith(".") && name.endsWith(TEMPORARY)) disk.remove(join(root, folder, name));
    }
  }
}

function writeTemporary(path: string, text: string, mode: number, disk: Disk): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) disk.remove(path);
  try {
    disk.writeNew(path, new TextEncoder().encode(text), mode);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) disk.remove(path);
    throw error;
  }
}

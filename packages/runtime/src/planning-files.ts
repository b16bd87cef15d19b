import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { applyEdits, type FileChange, type FileRefusal, type Files, type PlanningPath } from "@dgs/core";
import { createDisk, type Disk, holdsBytes, isErrno, listFolder, readBytes } from "./disk.js";
import { guarded, refuse } from "./file-refusals.js";
import { createFolderFinder, type FolderFinder, insideRoot } from "./inside-root.js";
import { readHead, readText, textOf } from "./read-text.js";

/** What the planning files are made of. */
export interface PlanningFilesOptions {
  /** The planning root, absolute. */
  readonly root: string;
  readonly disk?: Disk;
  /** The rights of a file that is made; 0o644 unless told. One that is there keeps its own. */
  readonly mode?: number;
}

/**
 * Makes the planning files of a root.
 *
 * Every write is compared with what was read, goes to a temporary file beside the target, is forced to the disk and
 * renamed over it, and the folder is forced to the disk: at any moment the old text or the new one is there, whole.
 */
export function createPlanningFiles({ root, disk = createDisk(), mode = 0o644 }: PlanningFilesOptions): Files {
  const real = realpathSync(root);
  const place = (path: PlanningPath | ""): string => (path === "" ? real : insideRoot(real, path));
  const folders = createFolderFinder(real);
  const encode = createEncoder();
  const own = new Map<PlanningPath, FileChange>();
  const note = (change: FileChange): void => {
    if (change.type === "move") own.delete(change.to);
    own.set(change.type === "move" ? change.from : change.path, change);
  };
  return {
    list: (folder) => guarded(folder, () => folders.list(folder)),
    read: (path) => guarded(path, () => readText(place(path), path)),
    head: (path) => guarded(path, () => headAt(path, folders, place)),
    write: (changes) => Promise.resolve(writeAll(changes, { place, encode, disk, mode, note })),
    written: (path) => {
      const change = own.get(path);
      return change === undefined ? undefined : { text: textAfter(change) };
    },
  };
}

type Place = (path: PlanningPath) => string;
type Encode = (text: string) => Uint8Array;

/** What a change is written with. */
interface Writing {
  readonly place: Place;
  readonly encode: Encode;
  readonly disk: Disk;
  readonly mode: number;
  /** Takes note of a change that was carried out. */
  readonly note: (change: FileChange) => void;
}

/** What a change leaves at the path that it is noted under. */
function textAfter(change: FileChange): string | undefined {
  if (change.type === "edit") return applyEdits(change.before, change.edits);
  return change.type === "create" ? change.text : undefined;
}

/**
 * Makes an encoder that remembers the last text. A job is written twice for each step, every time from the text that was
 * written before: two texts that are equal are found so at a tenth of what it takes to encode one.
 */
function createEncoder(): Encode {
  let last: { readonly text: string; readonly bytes: Uint8Array } = { text: "", bytes: Buffer.alloc(0) };
  return (text) => {
    if (text !== last.text) last = { text, bytes: Buffer.from(text, "utf8") };
    return last.bytes;
  };
}

/** Where the file itself is no link, its folder alone decides whether it lies inside the root. */
function headAt(path: PlanningPath, folders: FolderFinder, place: Place): string | FileRefusal | undefined {
  const slash = path.lastIndexOf("/");
  const folder = folders.at(slash === -1 ? "" : (path.slice(0, slash) as PlanningPath));
  return readHead(folder + sep + path.slice(slash + 1), path, () => place(path));
}

function writeAll(changes: readonly FileChange[], writing: Writing): "written" | FileRefusal {
  for (const change of changes) {
    const path = change.type === "move" ? change.from : change.path;
    const refusal = guarded(path, () => writeOne(change, writing));
    if (refusal !== undefined) return refusal;
    writing.note(change);
  }
  return "written";
}

function writeOne(change: FileChange, writing: Writing): FileRefusal | undefined {
  const { place, encode, disk, mode } = writing;
  switch (change.type) {
    case "edit":
      return replaceFile(place(change.path), change, writing);
    case "create":
      createFile(place(change.path), encode(change.text), mode, disk);
      return undefined;
    case "move":
      return moveFile(place(change.from), place(change.to), change.to, disk);
    case "delete":
      return deleteFile(place(change.path), change.path, encode(change.before), disk);
  }
}

function replaceFile(file: string, { path, before, edits }: FileChange & { readonly type: "edit" }, { encode, disk }: Writing): FileRefusal | undefined {
  const known = encode(before);
  const changed = changedMeanwhile(file, path, known);
  if (changed !== undefined) return changed;
  const temporary = temporaryFor(file);
  writeTemporary(temporary, encode(applyEdits(before, edits)), statSync(file).mode & 0o777, disk);
  // Writing the temporary file took time: look again, so that what a person saved meanwhile is not lost.
  const meanwhile = changedMeanwhile(file, path, known);
  if (meanwhile !== undefined) {
    disk.remove(temporary);
    return meanwhile;
  }
  disk.rename(temporary, file);
  disk.syncFolder(dirname(file));
  return undefined;
}

function changedMeanwhile(file: string, path: string, known: Uint8Array): FileRefusal | undefined {
  if (holdsBytes(file, known) === true) return undefined;
  const now = readBytes(file);
  const text = now === undefined ? undefined : textOf(now, path);
  if (typeof text === "object") return text;
  const message = now === undefined ? "it was deleted while DGS worked with it" : "somebody changed it while DGS worked with it";
  return refuse(path, "changed-meanwhile", message, "Nothing was written. Look at the file and run the command again.");
}

function createFile(file: string, bytes: Uint8Array, mode: number, disk: Disk): void {
  disk.makeFolder(dirname(file));
  const temporary = temporaryFor(file);
  writeTemporary(temporary, bytes, mode, disk);
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

function deleteFile(file: string, path: string, known: Uint8Array, disk: Disk): FileRefusal | undefined {
  const changed = changedMeanwhile(file, path, known);
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

/** Whether a file of this name is one that is being written, and has its own name in a moment. */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY);
}

/** Removes the temporary files that a killed run left in some folders. Only the holder of the runner lock may do that. */
export function sweepTemporaries(root: string, folders: readonly string[], disk: Disk = createDisk()): void {
  for (const folder of folders) {
    for (const name of listFolder(join(root, folder)) ?? []) {
      if (isTemporary(name)) disk.remove(join(root, folder, name));
    }
  }
}

function writeTemporary(path: string, bytes: Uint8Array, mode: number, disk: Disk): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) disk.remove(path);
  try {
    disk.writeNew(path, bytes, mode);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) disk.remove(path);
    throw error;
  }
}

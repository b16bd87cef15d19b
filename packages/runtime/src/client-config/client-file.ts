import { readlinkSync, rmdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { ClientText, FileChange, FileRefusal, Files, PlanningPath } from "@dgs/core";
import { isErrno } from "../disk.js";
import { guarded, Refused, refuse } from "../file-refusals.js";
import { realpathOfNearest } from "../inside-root.js";
import { createPlanningFiles } from "../planning-files.js";

/** A configuration file of a client program, as it was found. */
export interface ClientFile {
  /** As it is named: perhaps a symbolic link. */
  readonly path: string;
  /** The file itself, behind all links. What is written goes there, so that a link stays one. */
  readonly target: string;
  readonly isLink: boolean;
  readonly text: ClientText;
}

/** The most links that are followed; as many as Linux follows. */
const MOST_LINKS = 40;

/** Reads a configuration file; refuses what is no file, and bytes that are not UTF-8. */
export function readClientFile(path: string): ClientFile | FileRefusal {
  return guarded(path, () => {
    const target = behindLinks(path);
    const file = { path, target, isLink: linkAt(path) !== undefined };
    const folders = missingFolders(target).length;
    const text = folders > 0 ? undefined : filesAt(target).read(nameIn(target));
    if (typeof text === "object") return { ...text, path };
    return { ...file, text: text === undefined ? { type: "missing" as const, folders } : { type: "there" as const, text } };
  });
}

/** The file that a path leads to; one that a link leads to need not be there. */
function behindLinks(path: string): string {
  let at = path;
  for (let count = 0; count < MOST_LINKS; count++) {
    const link = linkAt(at);
    if (link === undefined) return join(realpathOfNearest(dirname(at)), basename(at));
    // Counted from where the link really lies: `..` is not what it seems behind a link to a folder.
    at = resolve(realpathOfNearest(dirname(at)), link);
  }
  throw new Refused(refuse(path, "not-a-file", "it is a link that leads to itself", "Replace the link by a file."));
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (isErrno(error, "EINVAL", "ENOENT", "ENOTDIR", "UNKNOWN")) return undefined;
    throw error;
  }
}

/** The folders that are missing for a file, the innermost first. */
export function missingFolders(file: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return missing;
    if (stat !== undefined) throw new Refused(refuse(folder, "not-a-file", "a file is where a folder has to be", "Move what is in the way."));
    missing.push(folder);
  }
}

/**
 * Carries a change of a configuration file out, as planning files are written: only where it is still the text that the change was made for, whole or not at all,
 * and durably.
 * @param mode The rights of a file that is made.
 */
export async function writeClientFile({ path, target }: ClientFile, change: (path: PlanningPath) => FileChange, mode: number): Promise<FileRefusal | undefined> {
  const root = guarded(path, () => dirname(missingFolders(target).at(-1) ?? target));
  if (typeof root !== "string") return root;
  const written = await filesAt(target, root, mode).write([change(nameIn(target, root))]);
  return written === "written" ? undefined : { ...written, path };
}

/** Removes folders above a file, as long as nothing is in them. A folder that is used stays, and that is no failure. */
export function removeEmptyFolders(file: string, count: number): readonly string[] {
  const removed: string[] = [];
  for (let folder = dirname(file); removed.length < count; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return removed;
    }
    removed.push(folder);
  }
  return removed;
}

function filesAt(target: string, root = dirname(target), mode?: number): Files {
  return createPlanningFiles({ root, ...(mode === undefined ? {} : { mode }) });
}

/** The path of a file from a folder on, as the files of that folder know it. */
function nameIn(target: string, root = dirname(target)): PlanningPath {
  return relative(root, target).split(sep).join("/") as PlanningPath;
}

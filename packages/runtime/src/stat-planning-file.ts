import { realpathSync, type Stats, statSync } from "node:fs";
import type { FileRefusal, PlanningPath } from "@dgs/core";
import { isErrno } from "./disk.js";
import { guarded, refuse } from "./file-refusals.js";
import { insideRoot } from "./inside-root.js";

/** What the file system says of a planning file, without reading it. */
export interface PlanningFileFacts {
  /** In bytes. */
  readonly size: number;
  /** When its text was last changed, in milliseconds since 1970; finer than a millisecond where the file system is. */
  readonly modifiedMs: number;
  /** Another one where a file of the same name was put in its place. */
  readonly inode: number;
}

/**
 * Asks for a planning file without reading it; `undefined` when there is no such file. Refuses what leads out of the root, as reading it does, and what is no file:
 * reading a pipe would wait for its writer.
 */
export function statPlanningFile(root: string, path: PlanningPath): PlanningFileFacts | FileRefusal | undefined {
  return guarded(path, () => {
    const file = insideRoot(realpathSync(root), path);
    const found = statIfThere(file);
    if (found === undefined) return undefined;
    if (!found.isFile()) return refuse(path, "not-a-file", found.isDirectory() ? "it is a folder" : "it is not a file", "Name a file.");
    return { size: found.size, modifiedMs: found.mtimeMs, inode: found.ino };
  });
}

function statIfThere(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (isErrno(error, "ENOTDIR")) return undefined;
    throw error;
  }
}

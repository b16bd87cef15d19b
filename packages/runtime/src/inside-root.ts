import type { PlanningPath } from "@dgs/core";
import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { isErrno, listFolder } from "./disk.js";
import { guarded, Refused, refuse } from "./file-refusals.js";
import { fileRefusal, type Refusal } from "./refusal.js";

/** The absolute path of a planning path; refuses one that a symbolic link leads out of the root. */
export function insideRoot(root: string, path: PlanningPath): string {
  const target = join(root, ...path.split("/"));
  const real = realpathOfNearest(target);
  if (real === root || real.startsWith(root + sep)) return target;
  throw new Refused(refuse(path, "leaves-root", `it leads out of the planning root, to ${real}`, "Replace the symbolic link by the file or folder itself."));
}

/** The absolute path of a folder that DGS writes to beside the planning files, as locks and records of runs; a refusal where a symbolic link leads out of the root. */
export function ownFolder(root: string, path: PlanningPath): string | Refusal {
  const found = guarded(path, () => {
    insideRoot(realpathSync(root), path);
    return join(root, path);
  });
  return typeof found === "string" ? found : fileRefusal(found);
}

/** Returns a path without symbolic links; the part of it that does not exist stays as it is. */
export function realpathOfNearest(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!isErrno(error, "ENOENT", "ENOTDIR") || dirname(path) === path) throw error;
    return join(realpathOfNearest(dirname(path)), basename(path));
  }
}

/** Returns a path as it is written from a folder on, with slashes and seen through symbolic links; empty for the folder itself. It may lead out of it, by `..`. */
export function pathFrom(folder: string, path: string): string {
  return relative(realpathOfNearest(folder), realpathOfNearest(path)).split(sep).join("/");
}

/** Finds folders that are only read from. */
export interface FolderFinder {
  /** The absolute path of a folder; refused when it leads out of the root. */
  at(folder: PlanningPath | ""): string;
  /** The names in a folder; `undefined` when there is no such folder. */
  list(folder: PlanningPath | ""): string[] | undefined;
}

/**
 * Makes a finder of the folders below a root.
 *
 * A folder that was found inside the root counts as that until the program next waits for something, and so do the
 * folders in it: thousands of files lie in hundreds of folders, and asking for each costs more than reading it.
 */
export function createFolderFinder(root: string): FolderFinder {
  const found = new Map<string, string>();
  const keep = (folder: string, place: string): string => {
    if (found.size === 0) queueMicrotask(() => { found.clear(); });
    found.set(folder, place);
    return place;
  };
  const at = (folder: PlanningPath | ""): string => (folder === "" ? root : (found.get(folder) ?? keep(folder, insideRoot(root, folder))));
  return {
    at,
    list(folder) {
      const place = at(folder);
      return listFolder(place, (name) => keep(folder === "" ? name : `${folder}/${name}`, place + sep + name));
    },
  };
}

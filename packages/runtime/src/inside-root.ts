import type { PlanningPath } from "@dgs/core";
import { realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { isErrno } from "./disk.js";
import { Refused, refuse } from "./file-refusals.js";

/** The absolute path of a planning path; refuses one that a symbolic link leads out of the root. */
export function insideRoot(root: string, path: PlanningPath): string {
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

/**
 * Makes a finder of the absolute paths of folders that are only read from.
 *
 * A folder that was found inside the root counts as that until the program next waits for something: thousands of
 * files lie in hundreds of folders, and asking for each costs more than reading it.
 */
export function createFolderFinder(root: string): (folder: PlanningPath | "") => string {
  const found = new Map<string, string>();
  return (folder) => {
    if (folder === "") return root;
    const known = found.get(folder);
    if (known !== undefined) return known;
    const place = insideRoot(root, folder);
    if (found.size === 0) queueMicrotask(() => { found.clear(); });
    found.set(folder, place);
    return place;
  };
}

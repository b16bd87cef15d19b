import { lstatSync, realpathSync } from "node:fs";
import path from "node:path";

/**
 * The path of a file inside of a folder as it really lies, with all symbolic links resolved, relative to the folder; `undefined` where it lies
 * outside, or where nobody can tell. What is not there yet lies where its nearest folder does.
 */
export function placeInside(folder: string, target: string): string | undefined {
  const root = realOf(folder);
  const real = realOf(path.resolve(folder, target));
  if (root === undefined || real === undefined) return undefined;
  const relative = path.relative(root, real);
  return relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative) ? undefined : relative;
}

function realOf(target: string): string | undefined {
  try {
    return realpathSync(target);
  } catch (error) {
    // A link that leads nowhere yet is followed by whoever writes there.
    if (!isMissing(error) || isThere(target)) return undefined;
    const parent = path.dirname(target);
    const real = parent === target ? undefined : realOf(parent);
    return real === undefined ? undefined : path.join(real, path.basename(target));
  }
}

function isThere(target: string): boolean {
  try {
    return lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

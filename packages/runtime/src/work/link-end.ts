import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isErrno } from "../disk.js";

/** Links that are followed one after the other; git and Linux stop at as many. */
const MOST_LINKS = 40;

/**
 * Returns where a path leads when every symbolic link on its way is followed, also one whose end does not exist: whoever writes there makes it. What is
 * not there stays as it is written; links that go in a circle lead nowhere, and the path is returned as it is.
 */
export function linkEnd(path: string, left = MOST_LINKS): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (left === 0 || dirname(path) === path || !isErrno(error, "ENOENT", "ENOTDIR")) return path;
  }
  const here = join(linkEnd(dirname(path), left - 1), basename(path));
  const link = linkAt(here);
  return link === undefined ? here : linkEnd(resolve(dirname(here), link), left - 1);
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Whether a path, with all links on its way followed, lies outside of a folder. */
export function endsOutside(top: string, path: string): boolean {
  const way = relative(linkEnd(top), linkEnd(path));
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

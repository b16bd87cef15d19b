import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { Environment } from "./place.js";

/**
 * Returns the folder at or above a folder in which `.git` lies, as git looks for it; `undefined` where that is not certain: none at
 * all, a border of file systems, a ceiling that the user has set, or a folder that looks like a git folder itself.
 */
export function findTop(folder: string, env: Environment): string | undefined {
  if (folder.includes("\0") || env["GIT_CEILING_DIRECTORIES"] !== undefined || !existsSync(folder)) return undefined;
  let at = realpathSync(path.resolve(folder));
  const { dev } = statSync(at);
  for (;;) {
    if (lstatSync(path.join(at, ".git"), { throwIfNoEntry: false }) !== undefined) return at;
    const parent = path.dirname(at);
    if (parent === at || existsSync(path.join(at, "HEAD")) || statSync(parent).dev !== dev) return undefined;
    at = parent;
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { isRefusal } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** Returns the git folder that all worktrees of a repository share; absolute. */
export async function sharedFolder(run: RunGit, folder: string): Promise<string | GitRefusal> {
  const usual = path.join(folder, ".git");
  // The ordinary checkout needs no program to tell.
  if (existsSync(path.join(usual, "HEAD"))) return usual;
  const printed = await askGit(run, { tree: folder, args: ["rev-parse", "--git-common-dir"], kind: "read" });
  return isRefusal(printed) ? printed : path.resolve(folder, lineOf(printed));
}

/** Returns a work tree's own git folder; absolute. */
export async function ownFolder(run: RunGit, folder: string): Promise<string | GitRefusal> {
  const usual = path.join(folder, ".git");
  if (existsSync(path.join(usual, "HEAD"))) return usual;
  const printed = await askGit(run, { tree: folder, args: ["rev-parse", "--git-dir"], kind: "read" });
  return isRefusal(printed) ? printed : path.resolve(folder, lineOf(printed));
}

/** Returns the own git folder of each linked worktree, by the worktree's path; also of those whose folder is gone. */
export function linkedFolders(shared: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const root = path.join(shared, "worktrees");
  for (const id of namesIn(root)) {
    const own = path.join(root, id);
    const pointer = textOf(path.join(own, "gitdir"));
    if (pointer !== undefined) found.set(path.dirname(path.resolve(own, lineOf(pointer))), own);
  }
  return found;
}

/** Returns the text of a file, `undefined` when there is none. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Returns the names in a folder; none when there is no such folder. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

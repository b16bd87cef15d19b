import { lstatSync } from "node:fs";
import type { GitRefusal, WorktreeEntry } from "@dgs/core";
import { linkedFolders, sharedFolder } from "./git-folders.js";
import { parseWorktreeList } from "./parse/worktree-list.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import type { RunGit } from "./run-git.js";
import { isMarked } from "./worktree-mark.js";

/** A worktree with its own git folder; the main one's is the shared one. */
export interface FoundWorktree extends WorktreeEntry {
  readonly own: string;
}

/** Returns all worktrees of a repository, the main one first. */
export async function listWorktrees(run: RunGit, repo: string): Promise<readonly WorktreeEntry[] | GitRefusal> {
  const found = await findWorktrees(run, repo);
  return isRefusal(found) ? found : found.map(({ own: _own, ...entry }) => entry);
}

/** Returns the same with their git folders. */
export async function findWorktrees(run: RunGit, repo: string): Promise<readonly FoundWorktree[] | GitRefusal> {
  const shared = await sharedFolder(run, repo);
  if (isRefusal(shared)) return shared;
  let separator: "\0" | "\n" = "\0";
  let answer = await run({ tree: repo, args: ["worktree", "list", "--porcelain", "-z"], kind: "read" });
  if (!isRefusal(answer) && answer.code === 129) {
    // Git before 2.36 has no -z here.
    separator = "\n";
    answer = await run({ tree: repo, args: ["worktree", "list", "--porcelain"], kind: "read" });
  }
  if (isRefusal(answer)) return answer;
  if (answer.code !== 0) return refusalOf(answer.printed);
  const listed = parseWorktreeList(answer.stdout, separator);
  if (listed === undefined) return refuse("other", "what git worktree list printed was not understood");
  const folders = linkedFolders(shared);
  return listed.map((entry, i) => {
    const own = folders.get(entry.path);
    // Git calls none missing that is locked.
    const missing = i > 0 && (entry.missing || lstatSync(entry.path, { throwIfNoEntry: false }) === undefined);
    return { ...entry, missing, main: i === 0, ours: own !== undefined && isMarked(shared, entry.path, own), own: own ?? shared };
  });
}

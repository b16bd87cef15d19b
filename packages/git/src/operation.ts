import { existsSync } from "node:fs";
import path from "node:path";
import type { GitOperation, GitRefusal } from "@dgs/core";
import { ownFolder } from "./git-folders.js";
import { isRefusal } from "./refusal.js";
import type { RunGit } from "./run-git.js";

/** What lies in a git folder while something is in progress. The rebase comes first: it leaves the traces of a cherry-pick too. */
const TRACES: readonly (readonly [string, GitOperation])[] = [
  ["rebase-merge", "rebase"],
  ["rebase-apply/applying", "apply"],
  ["rebase-apply", "rebase"],
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["sequencer", "cherry-pick"],
  ["BISECT_LOG", "bisect"],
];

/** Returns what a tree is in the middle of; `undefined` when it is nothing. */
export async function operation(run: RunGit, tree: string): Promise<GitOperation | undefined | GitRefusal> {
  const own = await ownFolder(run, tree);
  return isRefusal(own) ? own : operationIn(own);
}

/** Returns what the tree of a git folder is in the middle of. */
export function operationIn(own: string): GitOperation | undefined {
  return TRACES.find(([trace]) => existsSync(path.join(own, trace)))?.[1];
}

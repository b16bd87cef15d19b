import type { GitRefusal, Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { isReachable } from "./log.js";
import { isRefusal } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** Refs that do not stay: git's own of one worktree, and those of DGS besides what it keeps. */
const PASSING = /^refs\/(?:bisect|worktree|rewritten|dgs(?!\/keep))\//;

/** Returns a ref that stays and holds a commit, other than `except`; `undefined` when there is none. */
export async function refHolding(run: RunGit, tree: string, sha: Sha, except?: string): Promise<string | undefined | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["for-each-ref", `--contains=${sha}`, "--format=%(refname)"], kind: "read" });
  if (isRefusal(printed)) return printed;
  return printed.split("\n").find((ref) => ref !== "" && ref !== except && !PASSING.test(ref));
}

/** Tells whether a commit is reachable from one of some revisions; one that names nothing holds nothing. */
export async function isReachableFrom(run: RunGit, tree: string, sha: Sha, from: readonly string[]): Promise<boolean | GitRefusal> {
  for (const revision of from) {
    const tip = await resolve(run, tree, revision);
    if (isRefusal(tip)) return tip;
    const reached = tip === undefined ? false : await isReachable(run, tree, sha, tip);
    if (reached !== false) return reached;
  }
  return false;
}

import type { GitRefusal, HeadState } from "@dgs/core";
import { branch as branchOf, head } from "./head.js";
import { isRefusal } from "./refusal.js";
import type { RunGit } from "./run-git.js";

/** Returns what HEAD of a tree is. */
export async function headState(run: RunGit, tree: string): Promise<HeadState | GitRefusal> {
  const branch = await branchOf(run, tree);
  if (isRefusal(branch)) return branch;
  const at = await head(run, tree);
  if (!isRefusal(at)) return branch === undefined ? { type: "detached", at } : { type: "on-branch", branch, at };
  return at.code === "no-commits" && branch !== undefined ? { type: "unborn", branch } : at;
}

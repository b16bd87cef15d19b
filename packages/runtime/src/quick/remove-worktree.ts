import { completeCommand, type Quick, type RepoEffect, type StageOutcome } from "@dgs/core";
import { removeOwnWorktree } from "../work/remove-own-worktree.js";
import type { QuickContext } from "./context.js";
import { treeOf } from "./context.js";
import { keepName } from "./quick-refs.js";

/**
 * Removes the worktree of one repo, never by force. What is uncommitted there by now (what a test left, what a person
 * changed since) is kept under a ref and cleared away first; commits stay on the branch. Where a process works in it, it stays.
 */
export async function removeTree(context: QuickContext, effect: RepoEffect & { readonly because: "merged" | "abandoned" }, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const removed = await removeOwnWorktree(context.ports, { repo: tree.repo.path, path: tree.path, name: keepName(quick, `${effect.because}-leftovers`), reason: `the worktree of ${quick.kind === "milestone" ? "the milestone" : "the quick"} was removed (${effect.because})` });
  const again = `then run \`${effect.because === "merged" ? completeCommand(quick) : "dgs abandon-quick"}\` again`;
  switch (removed.type) {
    case "removed":
      return { type: "done", ...refOf(removed.kept) };
    case "pruned":
      return { type: "done", note: "its folder was gone already", ...refOf(removed.kept) };
    case "absent":
      return { type: "done", note: "it was gone already" };
    case "stays":
      return { type: "failed", reason: removed.code === "dirty" ? "dirty" : "human-needed", error: `${effect.repo}: ${removed.message}; ${again}${removed.kept === undefined ? "" : `. What was not committed is kept under ${removed.kept}`}` };
  }
}

function refOf(ref: string | undefined): { readonly ref?: string } {
  return ref === undefined ? {} : { ref };
}

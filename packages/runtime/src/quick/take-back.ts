import type { Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { type QuickContext, treeOf } from "./context.js";
import { gitFailure, isGitRefusal } from "./git-failure.js";
import { forgetForward } from "./push.js";

/**
 * Takes a fast-forward back that was not pushed: the base branch goes back to where it stood, if it is still where this quick put it.
 *
 * The commits that leave it are those of the quick's branch, which stays.
 */
export async function takeBack(context: QuickContext, effect: RepoEffect & { readonly from?: Sha; readonly to?: Sha }, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { from, to } = effect;
  if (from === undefined || to === undefined) return { type: "done", note: `${effect.base} was not moved by this quick, and stays` };
  const { git } = context.ports;
  const { path } = tree.repo;
  const work = { repo: effect.repo, what: `${effect.base} could not be put back to ${to.slice(0, 10)}`, folder: path };
  const held = await git.isReachable(path, from, [`refs/heads/${effect.branch}`]);
  if (isGitRefusal(held)) return gitFailure(work, held);
  if (!held) {
    // Somebody has moved the branch: a ref holds on to the commits instead.
    const kept = await git.setRef(path, `refs/dgs/keep/quick/taken-back-${from.slice(0, 12)}`, from, undefined);
    if (kept !== "set" && kept.code !== "ref-changed") return gitFailure(work, kept);
  }
  const moved = await git.moveBack({ repo: path, branch: effect.base, from, to });
  if (isGitRefusal(moved)) return gitFailure(work, moved);
  await forgetForward(context, tree, quick);
  if (moved.type === "moved") return { type: "done", before: from, after: to };
  return moved.at === to ? { type: "done", after: to } : { type: "done", note: `${effect.base} has moved on to ${moved.at.slice(0, 10)}, and stays` };
}

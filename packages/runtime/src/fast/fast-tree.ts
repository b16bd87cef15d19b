import type { Sha } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { isGitRefusal } from "../quick/git-failure.js";
import { failed, isFailure, type WorkContext, type WorkFailure } from "../work/context.js";
import { removeOwnWorktree } from "../work/remove-own-worktree.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { WorkTree } from "../work/work-tree.js";
import type { FastCheckout } from "./checkout.js";
import { fastPlace } from "./fast-place.js";

/** The work tree of a fast change while it is made: of DGS's own, beside the checkout. */
export interface FastTree extends WorkTree {
  readonly branch: string;
}

/** The tree as it is named, there or not. */
export function fastTreeOf(context: WorkContext, { repo }: FastCheckout): FastTree {
  return { repo, ...fastPlace(context.place, repo), own: true };
}

/** Makes the tree at the checkout's commit. What a killed run left there is kept and cleared away first. */
export async function openFastTree(context: WorkContext, checkout: FastCheckout, id: string): Promise<FastTree | WorkFailure> {
  const { repo, base } = checkout;
  const tree = fastTreeOf(context, checkout);
  const ended = await endHalfMade(context, tree, base);
  if (isFailure(ended)) return ended;
  const cleared = await closeFastTree(context, checkout, tree, { name: `fast/${id}-before`, reason: "what a fast change that was cut off had left" });
  if (isFailure(cleared)) return cleared;
  const added = await context.ports.git.addWorktree({ repo: repo.path, path: tree.path, branch: tree.branch, base });
  if (added.type === "refused") return failed("conflict", `the worktree ${tree.path} could not be made: ${added.message}`);
  const ready = await setupWorktree(context, { repo, path: tree.path, slug: "fast" });
  return isFailure(ready) ? ready : tree;
}

/** A worktree that a killed git had only begun is locked by git's own mark: asked for again it is ended, and can be taken away. */
async function endHalfMade(context: WorkContext, { repo, path, branch }: FastTree, base: Sha): Promise<WorkFailure | undefined> {
  const { git } = context.ports;
  const listed = await git.listWorktrees(repo.path);
  if (isGitRefusal(listed)) return failed("conflict", `${repo.name}: ${listed.message}`);
  const begun = listed.some((entry) => !entry.missing && entry.locked === "initializing" && realpathOfNearest(entry.path) === realpathOfNearest(path));
  const added = begun ? await git.addWorktree({ repo: repo.path, path, branch, base }) : undefined;
  return isGitRefusal(added) ? failed("human-needed", `a git that was killed has begun the worktree ${path}, and it cannot be ended: ${added.message}`) : undefined;
}

/** What was in a tree that is gone now: the ref that holds what the base branch has not. */
export interface ClosedTree {
  readonly type: "closed";
  readonly kept?: string;
}

/** Takes tree and branch away, with everything in them kept that the base branch has not. Where something is in the way they stay. */
export async function closeFastTree(context: WorkContext, checkout: FastCheckout, tree: FastTree, why: { readonly name: string; readonly reason: string }): Promise<ClosedTree | WorkFailure> {
  const { git } = context.ports;
  const { repo } = checkout;
  const listed = await git.listWorktrees(repo.path);
  if (isGitRefusal(listed)) return failed("conflict", `${repo.name}: ${listed.message}`);
  const there = listed.find((entry) => !entry.missing && realpathOfNearest(entry.path) === realpathOfNearest(tree.path));
  const above = await git.resolve(repo.path, `refs/heads/${checkout.branch}`);
  const kept = there === undefined ? undefined : await git.keep({ tree: tree.path, name: why.name, reason: why.reason, above: typeof above === "string" ? above : checkout.base });
  if (isGitRefusal(kept)) return failed("conflict", `the work in ${tree.path} could not be kept, and stays there: ${kept.message}`);
  const removed = await removeOwnWorktree(context.ports, { repo: repo.path, path: tree.path, name: why.name, reason: why.reason });
  if (removed.type === "stays") return failed("human-needed", removed.message);
  const branch = await git.resolve(repo.path, `refs/heads/${tree.branch}`);
  if (isGitRefusal(branch)) return failed("conflict", `${repo.name}: ${branch.message}`);
  const deleted = branch === undefined ? undefined : await git.deleteBranch({ repo: repo.path, branch: tree.branch, expected: branch });
  if (isGitRefusal(deleted)) return failed("human-needed", `the branch ${tree.branch} of ${repo.name} stays: ${deleted.message}. Rename it (\`git branch -m\`) if you want what is on it`);
  const ref = kept ?? (removed.type === "absent" ? undefined : removed.kept);
  return { type: "closed", ...(ref === undefined ? {} : { kept: ref }) };
}

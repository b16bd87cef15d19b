import type { Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { lastOf } from "./bases.js";
import type { QuickContext, QuickTree } from "./context.js";
import { treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { inProgressText } from "./inspect-tree.js";
import { keepName } from "./quick-refs.js";

/**
 * Pins everything of one repo that abandoning takes away: commits of the branch, staged, changed and untracked files. A
 * worktree that is gone while its branch is there is made again for it. Asked again it finds the same under the same ref.
 */
export async function keepWork(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the work in ${tree.path} could not be kept, and nothing was taken away`, folder: tree.path };
  const branch = await git.resolve(tree.repo.path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(branch)) return gitFailure(work, branch);
  const ready = await openForKeeping(context, effect, tree, branch);
  if (typeof ready === "object") return ready;
  if (!ready) return { type: "done", note: "there was nothing to keep" };
  const base = await git.resolve(tree.repo.path, `refs/heads/${effect.base}`);
  if (isGitRefusal(base)) return gitFailure(work, base);
  // Without a base branch anything may be the only copy: nothing counts as held.
  // A merge that was not pushed is taken back behind this: what it brought is not held by the base branch then.
  const above = lastOf(quick, effect, "fast-forward")?.before ?? base ?? quick.steps.find((step) => step.stage === "create worktree" && step.repo === effect.repo)?.after ?? branch;
  if (above === undefined) return { type: "done", note: "there was nothing to keep" };
  const ref = await git.keep({ tree: tree.path, name: keepName(quick, "abandoned"), reason: `the quick ${JSON.stringify(quick.title)} was abandoned`, above });
  if (isGitRefusal(ref)) return gitFailure(work, ref);
  return ref === undefined ? { type: "done", note: `${effect.base} has all of it` } : { type: "done", ref };
}

/** Whether there is a worktree to be kept, in a state that can be; a rebase of DGS's own is given up first, so that the branch is what it was. */
export async function openForKeeping(context: QuickContext, effect: RepoEffect, tree: QuickTree, branch: Sha | undefined): Promise<boolean | StageOutcome> {
  const { git } = context.ports;
  const { repo, path } = tree;
  const work = { repo: effect.repo, what: `the worktree ${path} could not be read`, folder: repo.path };
  const all = await git.listWorktrees(repo.path);
  if (isGitRefusal(all)) return gitFailure(work, all);
  const found = all.find((entry) => realpathOfNearest(entry.path) === realpathOfNearest(path));
  if (found !== undefined && !found.missing) {
    // What a person put in its place is left where it is, by the removal too.
    if (!found.ours) return needsPerson(`${effect.repo}: DGS did not make the worktree ${path}. Move it away (\`git worktree move\` in ${repo.path}), then run \`dgs abandon-quick\` again`);
    const settled = await settleOperation(context, effect, path);
    return settled ?? true;
  }
  if (branch === undefined) return false;
  // Its folder was deleted by hand: what was staged there is kept with the removal.
  const pruned = found === undefined ? undefined : await git.removeWorktree({ repo: repo.path, path });
  if (isGitRefusal(pruned)) return gitFailure(work, pruned);
  const added = await git.addWorktree({ repo: repo.path, path, branch: effect.branch, base: branch });
  return added.type === "refused" ? gitFailure({ ...work, what: `the branch ${effect.branch} could not be looked at` }, added) : true;
}

async function settleOperation(context: QuickContext, effect: RepoEffect, path: string): Promise<StageOutcome | undefined> {
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${path} could not be read`, folder: path };
  const operation = await git.operation(path);
  if (operation === undefined) return undefined;
  if (isGitRefusal(operation)) return gitFailure(work, operation);
  if (operation !== "rebase") return needsPerson(inProgressText(effect.repo, operation, path));
  const aborted = await git.abortRebase(path);
  if (aborted.type === "aborted") return undefined;
  return isGitRefusal(aborted) && aborted.code !== "operation-in-progress" ? gitFailure(work, aborted) : needsPerson(inProgressText(effect.repo, operation, path));
}

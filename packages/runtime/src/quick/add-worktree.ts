import { type Quick, type RepoEffect, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { isFailure } from "../work/context.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { QuickContext, QuickTree } from "./context.js";
import { treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { stageFailure } from "./trees.js";

/**
 * Makes the worktree of one repo, on the quick's branch, from where the base branch is now, and sets it up. A worktree or a
 * branch that DGS did not make for this quick is never taken: somebody else's commits would be merged or thrown away with it.
 */
export async function addWorktree(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { repo, path } = tree;
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${path} could not be made`, folder: repo.path };
  const base = await git.resolve(repo.path, `refs/heads/${effect.base}`);
  if (isGitRefusal(base)) return gitFailure(work, base);
  if (base === undefined) return needsPerson(`${effect.repo} has no branch ${effect.base} to start from. Make it (\`git branch ${effect.base} <commit>\` in ${repo.path}), or correct \`Base\` in ${quick.path}, then run the quick again`);
  const taken = await takenBy(context, effect, tree);
  if (taken !== undefined) return taken;
  const added = await git.addWorktree({ repo: repo.path, path, branch: effect.branch, base });
  if (added.type === "refused") return gitFailure(work, added);
  if (added.type === "added") context.onEvent({ type: "note", text: `worktree ${path} on ${effect.branch}` });
  const after = await git.head(path);
  if (isGitRefusal(after)) return gitFailure(work, after);
  const ready = await setupWorktree(context, { repo, path, slug: slugOfQuickPath(quick.path) });
  return isFailure(ready) ? stageFailure(ready) : { type: "done", after };
}

/** Why the place or the branch is not this quick's; `undefined` where both are free, or were made by an earlier run of this stage. */
async function takenBy(context: QuickContext, effect: RepoEffect, { repo, path }: QuickTree): Promise<StageOutcome | undefined> {
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${path} could not be made`, folder: repo.path };
  const all = await git.listWorktrees(repo.path);
  if (isGitRefusal(all)) return gitFailure(work, all);
  const there = all.find((entry) => realpathOfNearest(entry.path) === realpathOfNearest(path));
  if (there !== undefined && !there.missing) {
    if (there.ours && there.branch === effect.branch) return undefined;
    return needsPerson(`${effect.repo}: ${path} is a worktree that this quick did not make. Move it away (\`git worktree move\` in ${repo.path}), then run the quick again`);
  }
  const branch = await git.resolve(repo.path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(branch)) return gitFailure(work, branch);
  if (branch === undefined) return undefined;
  // A run that was killed between branch and worktree leaves a branch without a commit of its own.
  const isEmpty = effect.resumed ? await git.isReachable(repo.path, branch, [`refs/heads/${effect.base}`]) : false;
  if (isGitRefusal(isEmpty)) return gitFailure(work, isEmpty);
  return isEmpty ? undefined : needsPerson(`${effect.repo} has a branch ${effect.branch} already. Rename it (\`git branch -m\` in ${repo.path}) or delete it, then run the quick again`);
}

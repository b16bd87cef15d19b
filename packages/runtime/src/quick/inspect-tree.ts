import { type Quick, type RepoEffect, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { existsSync } from "node:fs";
import { isFailure } from "../work/context.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { QuickContext, QuickTree } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { stageFailure } from "./trees.js";

/**
 * Sees to it that the worktree of a quick is there: one whose folder was deleted by hand is made again, as the branch has its commits.
 * `undefined`: it is there; otherwise why it cannot be had.
 */
export async function restoreTree(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick): Promise<StageOutcome | undefined> {
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${tree.path} could not be read`, folder: tree.repo.path };
  const top = existsSync(tree.path) ? await git.topLevel(tree.path) : undefined;
  if (isGitRefusal(top)) return gitFailure({ ...work, folder: tree.path }, top);
  if (top === tree.path) return undefined;
  if (existsSync(tree.path)) return needsPerson(`${effect.repo}: ${tree.path} is not the worktree of the quick any more. Move it away, then run the command again: the worktree is made again from ${effect.branch}`);
  const tip = await git.resolve(tree.repo.path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(tip)) return gitFailure(work, tip);
  if (tip === undefined) return needsPerson(`${effect.repo}: the worktree ${tree.path} and the branch ${effect.branch} are both gone. Bring the branch back (\`git branch ${effect.branch} <commit>\` in ${tree.repo.path}; \`git reflog\` and \`dgs recover\` know its commits), then run the command again`);
  const forgotten = await git.removeWorktree({ repo: tree.repo.path, path: tree.path });
  const added = isGitRefusal(forgotten) ? forgotten : await git.addWorktree({ repo: tree.repo.path, path: tree.path, branch: effect.branch, base: tip });
  if (isGitRefusal(added)) return gitFailure({ ...work, what: `the folder ${tree.path} was deleted by hand, and the worktree could not be made again` }, added);
  context.onEvent({ type: "note", text: `${effect.repo}: the folder ${tree.path} was deleted by hand: the worktree was made again from ${effect.branch}` });
  const ready = await setupWorktree(context, { repo: tree.repo, path: tree.path, slug: slugOfQuickPath(quick.path) });
  return isFailure(ready) ? stageFailure(ready) : undefined;
}

/** Why a stage cannot work on the branch in the worktree: HEAD is elsewhere, or something else than a rebase is in progress. */
export async function strayTree(context: QuickContext, tree: QuickTree, effect: RepoEffect): Promise<StageOutcome | undefined> {
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${tree.path} could not be read`, folder: tree.path };
  const busy = await git.operation(tree.path);
  if (isGitRefusal(busy)) return gitFailure(work, busy);
  if (busy !== undefined) return needsPerson(inProgressText(effect.repo, busy, tree.path));
  const head = await git.headState(tree.path);
  if (isGitRefusal(head)) return gitFailure(work, head);
  if (head.type !== "detached" && head.branch === effect.branch) return undefined;
  const where = head.type === "detached" ? `HEAD is detached at ${head.at.slice(0, 10)}` : `the branch ${head.branch} is checked out`;
  return needsPerson(`${effect.repo}: in the worktree ${tree.path} ${where} instead of ${effect.branch}. Go back with \`git switch ${effect.branch}\` (in that folder; commits that you made there need a branch first), then run the command again`);
}

/** Says that a person is in the middle of something, and how it is ended. */
export function inProgressText(repo: string, operation: string, path: string): string {
  const ways = operation === "bisect" ? "`git bisect reset`" : operation === "apply" ? "`git am --continue` or `git am --abort`" : `\`git ${operation} --continue\` or \`git ${operation} --abort\``;
  return `${repo}: a ${operation} that DGS did not start is in progress in ${path}. DGS leaves it alone: end it with ${ways} (in that folder), then run the command again`;
}

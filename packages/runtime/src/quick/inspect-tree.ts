import type { RepoEffect, StageOutcome } from "@dgs/core";
import { existsSync } from "node:fs";
import type { QuickContext, QuickTree } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";

/** Why a stage cannot work in the worktree of a quick: its folder is gone. `undefined`: it is there. */
export async function missingTree(context: QuickContext, tree: QuickTree, effect: RepoEffect): Promise<StageOutcome | undefined> {
  const top = existsSync(tree.path) ? await context.ports.git.topLevel(tree.path) : undefined;
  if (isGitRefusal(top)) return gitFailure({ repo: effect.repo, what: `the worktree ${tree.path} could not be read`, folder: tree.path }, top);
  if (top !== undefined) return undefined;
  const again = `git worktree prune && git worktree add ${quoted(tree.path)} ${effect.branch}`;
  return needsPerson(`${effect.repo}: the worktree ${tree.path} is gone, while the branch ${effect.branch} still has its commits. Make it again with \`${again}\` (in ${tree.repo.path}), then run the command again; or run \`dgs abandon-quick\``);
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

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

import { completeCommand, type Quick, type RepoEffect, type StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";
import { treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";

/** Deletes the quick's branch of one repo: one that was merged when the base branch holds it, one that was abandoned when it is kept. */
export async function removeBranch(context: QuickContext, effect: RepoEffect & { readonly because: "merged" | "abandoned" }, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { path } = tree.repo;
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the branch ${effect.branch} could not be deleted`, folder: path };
  const branch = await git.resolve(path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(branch)) return gitFailure(work, branch);
  if (branch === undefined) return { type: "done", note: "it was gone already" };
  const merged = effect.because === "abandoned" ? true : await git.isReachable(path, branch, [`refs/heads/${effect.base}`]);
  if (isGitRefusal(merged)) return gitFailure(work, merged);
  if (!merged) return needsPerson(`${effect.repo}: ${effect.branch} has commits that ${effect.base} has not, made since it was merged. Give them a branch of their own (\`git branch -m ${effect.branch} <name>\` in ${path}), then run \`${completeCommand(quick)}\` again`);
  const deleted = await git.deleteBranch({ repo: path, branch: effect.branch, expected: branch });
  if (!isGitRefusal(deleted)) return { type: "done" };
  if (deleted.code === "not-reachable") return needsPerson(`${effect.repo}: ${effect.branch} has commits that nothing else holds, made since they were kept. Give them a branch of their own (\`git branch -m ${effect.branch} <name>\` in ${path}), then run \`dgs abandon-quick\` again`);
  return gitFailure(work, deleted);
}

import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import { baseOfAttempt, closeAttempt } from "../work/attempt.js";
import { commitTasks } from "../work/commit-tasks.js";
import { isFailure } from "../work/context.js";
import { planningIn } from "../work/work-tree.js";
import type { QuickContext } from "./context.js";
import { isOutcome } from "./bases.js";
import { gitFailure } from "./git-failure.js";
import { attemptOfQuick, commitsOfQuick, stageFailure, treesOfQuick } from "./trees.js";

/**
 * Commits what is left uncommitted in one repo and counts the quick's commits there. The tasks that the agent reported
 * were committed when its work was accepted; what turned up since then goes into one more commit.
 */
export async function commitWork(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const trees = await treesOfQuick(context, quick);
  if (isOutcome(trees)) return trees;
  const tree = trees.find((each) => each.repo.name === effect.repo);
  if (tree === undefined) return { type: "failed", reason: "failed", error: `REPOS.md has no repo ${JSON.stringify(effect.repo)} any more: register it again` };
  const attempt = attemptOfQuick(quick);
  const made = quick.steps.find((step) => step.stage === "create worktree" && step.repo === effect.repo)?.after;
  const base = (await baseOfAttempt(context, tree, attempt)) ?? made ?? (await context.ports.git.head(tree.path));
  if (typeof base === "object") return gitFailure({ repo: effect.repo, what: `${tree.path} could not be read`, folder: tree.path }, base);
  const commits = await commitTasks(context, { ...commitsOfQuick(quick), tree, base, reports: undefined, planning: planningIn(context.place, tree) });
  if (isFailure(commits)) return stageFailure(commits);
  if ("type" in commits) return { type: "failed", reason: "failed", error: `${tree.repo.name}: ${commits.findings.join("; ")}` };
  const [open] = await closeAttempt(context, [tree], attempt);
  if (open !== undefined) return gitFailure({ repo: effect.repo, what: "everything is committed, but the mark of the agent's work could not be taken away", folder: tree.path }, open.refusal);
  return { type: "done", commits: commits.length };
}

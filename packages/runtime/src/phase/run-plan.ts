import { answeredTasks, type PhaseEffect, type PhaseExecution, type PhaseStageOutcome } from "@dgs/core";
import { baseOfAttempt } from "../work/attempt.js";
import { isFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { readAcceptedSummary } from "./accepted-summary.js";
import { carryOutPlan } from "./carry-out-plan.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { earlierAnswers } from "./earlier-answers.js";
import { findPlan, type FoundPlan } from "./find-plan.js";
import { keptBeforeCutOff } from "./keep-checkpoint.js";
import { openPlan } from "./open-plan.js";
import { executorPrompt } from "./executor-prompt.js";
import { planOutcome } from "./plan-outcome.js";
import { acceptedRef, attemptAt, isApart } from "./plan-tree.js";

/**
 * Carries a plan out in worktrees of its own. Cut off before, it goes on from the commits that are there; work that was accepted already, and only
 * not written down, is not done again. (Seed 004, "execute_waves"; design 3.5)
 */
export async function runPlanStage(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "run-plan" }>, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  const before = await acceptedBefore(context, found);
  if (before !== undefined) return before;
  const reached = effect.resumed ? await keptBeforeCutOff(context, found, execution) : undefined;
  if (reached !== undefined) return reached;
  const opened = await openPlan(context, effect.plan, found.trees);
  if (isFailure(opened)) return stageOutcomeOf(opened);
  const end = await carryOutPlan(context, { ...found, opened, purpose: `execute-plan ${effect.plan}`, answered: answeredTasks(execution, effect.plan), prompt: executorPrompt(context, found, opened, earlierAnswers(execution, effect.plan)) });
  return planOutcome(context, found, end, execution);
}

/**
 * How a stage ends whose plan an earlier run has brought to its acceptance: every tree stands where it was then, and the summary waits for its landing.
 * `undefined`: it was not accepted. The commits are counted from where the plan's attempt began, as the run itself would have counted them.
 */
export async function acceptedBefore(context: PhaseContext, { plan, trees }: Pick<FoundPlan, "plan" | "trees">): Promise<Extract<PhaseStageOutcome, { readonly type: "done" }> | undefined> {
  if (trees.some((tree) => !isApart(tree)) || readAcceptedSummary(trees, plan.id) === undefined) return undefined;
  const { git } = context.ports;
  let commits = 0;
  for (const tree of trees) {
    const accepted = await git.resolve(tree.repo.path, acceptedRef(context, plan.id));
    if (typeof accepted !== "string" || (await git.head(tree.path)) !== accepted) return undefined;
    const base = await baseOfAttempt(context, tree, attemptAt(context, plan.id));
    const made = base === undefined ? [] : await git.log(tree.path, base, accepted);
    commits += isGitRefusal(made) ? 0 : made.length;
  }
  return { type: "done", note: "an earlier run was accepted already", ...(commits === 0 ? {} : { commits }) };
}

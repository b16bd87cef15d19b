import { answeredTasks, type PhaseEffect, type PhaseExecution, type PhaseStageOutcome } from "@dgs/core";
import { isFailure } from "../work/context.js";
import { carryOutPlan } from "./carry-out-plan.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { earlierAnswers } from "./earlier-answers.js";
import { findPlan, type FoundPlan } from "./find-plan.js";
import { keptBeforeCutOff } from "./keep-checkpoint.js";
import { openPlan } from "./open-plan.js";
import { executorPrompt } from "./executor-prompt.js";
import { planOutcome } from "./plan-outcome.js";
import { attemptAt, isApart } from "./plan-tree.js";
import { acceptedBefore } from "./run-plan.js";
import { baseOfAttempt } from "../work/attempt.js";

/**
 * Has a fresh agent carry a plan out once more, on the tip of the milestone's branch, as what was done before does not fit there. What was done is
 * kept under a ref, and the agent is told why it did not fit. (Seed 004; design 4)
 */
export async function runPlanAgain(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "run-plan-again" }>, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  // Cut off behind its start, what is there is its own: it stands on the tip already.
  const begun = effect.resumed && (await standsOnTip(context, found));
  const before = begun ? await acceptedBefore(context, found) : undefined;
  if (before !== undefined) return before;
  const reached = begun ? await keptBeforeCutOff(context, found, execution) : undefined;
  if (reached !== undefined) return reached;
  const opened = await openPlan(context, effect.plan, found.trees, !begun);
  if (isFailure(opened)) return stageOutcomeOf(opened);
  const end = await carryOutPlan(context, { ...found, opened, purpose: `execute-plan-again ${effect.plan}`, answered: answeredTasks(execution, effect.plan), prompt: executorPrompt(context, found, opened, earlierAnswers(execution, effect.plan), effect.cause) });
  return planOutcome(context, found, end, execution);
}

async function standsOnTip(context: PhaseContext, { plan, trees }: FoundPlan): Promise<boolean> {
  for (const tree of trees.filter(isApart)) {
    const tip = await context.ports.git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
    if (tip === undefined || (await baseOfAttempt(context, tree.repo, attemptAt(context, plan.id))) !== tip) return false;
  }
  return true;
}

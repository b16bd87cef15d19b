import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import { isFailure } from "../work/context.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { findPlan } from "./find-plan.js";
import { acceptedRef, attemptAt, isApart } from "./plan-tree.js";
import { putTreeBack } from "./put-tree-back.js";

/** Takes the rebase back that stands still at a conflict: the plan is carried out anew on the new base. */
export async function resolvePlanConflict(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "resolve-conflict" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  for (const tree of found.trees.filter(isApart)) {
    const accepted = await context.ports.git.resolve(tree.repo.path, acceptedRef(context, effect.plan));
    if (typeof accepted !== "string") return { type: "failed", reason: "conflict", error: `it is not written down which commit of plan ${effect.plan} was accepted in ${tree.repo.name}` };
    const back = await putTreeBack(context, tree, { to: accepted, above: accepted, name: `${attemptAt(context, effect.plan).name}-${context.ports.newId()}`, reason: `the rebase of plan ${effect.plan}, which conflicted` });
    if (isFailure(back)) return stageOutcomeOf(back);
  }
  return { type: "not-accepted", why: `conflict with what has landed since, in ${effect.files.join(", ")}` };
}

import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import { approveGoal } from "./approve-phase.js";
import { askCheckpoint } from "./ask-person.js";
import type { PhaseContext } from "./context.js";
import { continuePlan } from "./continue-plan.js";
import { landPlan } from "./land-plan.js";
import { recordPhase } from "./record-phase.js";
import { resolvePlanConflict } from "./resolve-conflict.js";
import { runPlanAgain } from "./run-plan-again.js";
import { runPlanStage } from "./run-plan.js";
import { verifyGoal } from "./verify-phase.js";

/** Performs what a stage of an execution asks for. Every stage has its line here. */
export function performPhaseStage(context: PhaseContext, effect: Exclude<PhaseEffect, { readonly type: "settle-execution" | "ask-failure" }>, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  switch (effect.type) {
    case "run-plan":
      return runPlanStage(context, effect, execution);
    case "run-plan-again":
      return runPlanAgain(context, effect, execution);
    case "land-plan":
      return landPlan(context, effect, execution);
    case "resolve-conflict":
      return resolvePlanConflict(context, effect, execution);
    case "ask-person":
      return askCheckpoint(context, effect, execution);
    case "continue-plan":
      return continuePlan(context, effect, execution);
    case "verify-phase":
      return verifyGoal(context, effect, execution);
    case "approve-phase":
      return approveGoal(context, effect, execution);
    case "record-phase":
      return recordPhase(context, effect, execution);
  }
}

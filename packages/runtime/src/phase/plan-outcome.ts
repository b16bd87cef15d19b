import type { PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { PlanAccepted } from "./accept-plan-work.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import type { FoundPlan } from "./find-plan.js";
import { keepCheckpoint } from "./keep-checkpoint.js";
import type { PlanStopped } from "./read-stop.js";

/** Turns the end of an agent's work on a plan into the outcome of its stage; what it handed back at a checkpoint is written down first. */
export async function planOutcome(context: PhaseContext, found: FoundPlan, end: PlanAccepted | PlanStopped | WorkFailure, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  if (isFailure(end)) return stageOutcomeOf(end);
  return end.type === "plan-accepted" ? { type: "done", commits: end.commits } : keepCheckpoint(context, found, end, execution);
}

import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function runPlanStage(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "run-plan" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "run-plan is not written yet" });
}

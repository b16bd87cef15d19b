import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function runPlanAgain(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "run-plan-again" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "run-plan-again is not written yet" });
}

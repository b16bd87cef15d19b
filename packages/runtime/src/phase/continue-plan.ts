import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function continuePlan(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "continue-plan" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "continue-plan is not written yet" });
}

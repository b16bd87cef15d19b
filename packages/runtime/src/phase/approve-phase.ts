import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function approveGoal(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "approve-phase" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "approve-phase is not written yet" });
}

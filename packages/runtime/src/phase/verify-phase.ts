import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function verifyGoal(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "verify-phase" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "verify-phase is not written yet" });
}

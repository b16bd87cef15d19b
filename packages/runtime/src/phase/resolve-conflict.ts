import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function resolvePlanConflict(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "resolve-conflict" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "resolve-conflict is not written yet" });
}

import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function recordPhase(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "record-phase" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "record-phase is not written yet" });
}

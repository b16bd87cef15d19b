import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Not written yet. */
export function askCheckpoint(_context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "ask-person" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "ask-person is not written yet" });
}

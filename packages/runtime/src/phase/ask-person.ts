import type { PhaseEffect, PhaseExecution, PhaseStageOutcome } from "@dgs/core";
import type { PhaseContext } from "./context.js";

/** Nobody can be asked yet. */
export function askCheckpoint(_context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "ask-person" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  return Promise.resolve({ type: "failed", reason: "human-needed", error: `plan ${effect.plan} stopped at a checkpoint and needs a person` });
}

import type { Quick, QuickEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function runAgent(_context: QuickContext, _effect: Extract<QuickEffect, { readonly type: "run-agent" }>, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "run-agent is not written yet" });
}

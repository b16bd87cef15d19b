import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function runGate(_context: QuickContext, _effect: RepoEffect, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "run-gate is not written yet" });
}

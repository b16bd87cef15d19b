import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function resolveConflict(_context: QuickContext, _effect: RepoEffect & { readonly files: readonly string[] }, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "resolve-conflict is not written yet" });
}

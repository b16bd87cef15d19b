import type { Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function undoRebase(_context: QuickContext, _effect: RepoEffect & { readonly to?: Sha }, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "undo-rebase is not written yet" });
}

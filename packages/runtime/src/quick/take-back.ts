import type { Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function takeBack(_context: QuickContext, _effect: RepoEffect & { readonly from?: Sha; readonly to?: Sha }, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "take-back is not written yet" });
}

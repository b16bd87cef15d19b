import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function removeBranch(_context: QuickContext, _effect: RepoEffect & { readonly because: "merged" | "abandoned" }, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "remove-branch is not written yet" });
}

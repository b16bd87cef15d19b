import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function pushBase(_context: QuickContext, _effect: RepoEffect, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "push is not written yet" });
}

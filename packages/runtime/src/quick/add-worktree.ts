import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import type { QuickContext } from "./context.js";

/** Not written yet. */
export function addWorktree(_context: QuickContext, _effect: RepoEffect, _quick: Quick): Promise<StageOutcome> {
  return Promise.resolve({ type: "failed", reason: "internal", error: "add-worktree is not written yet" });
}

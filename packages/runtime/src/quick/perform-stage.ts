import type { Quick, QuickEffect, StageOutcome } from "@dgs/core";
import { addWorktree } from "./add-worktree.js";
import { commitWork } from "./commit.js";
import type { QuickContext } from "./context.js";
import { forwardBase } from "./fast-forward.js";
import { fetchBase } from "./fetch.js";
import { giveUpInMilestone } from "./give-up-in-milestone.js";
import { keepWork } from "./keep.js";
import { pushBase } from "./push.js";
import { rebaseOntoBase } from "./rebase.js";
import { removeBranch } from "./remove-branch.js";
import { removeTree } from "./remove-worktree.js";
import { resolveConflict } from "./resolve-conflict.js";
import { runAgent } from "./run-agent.js";
import { runGate } from "./run-gate.js";
import { takeBack } from "./take-back.js";
import { undoRebase } from "./undo-rebase.js";

/** Performs what a stage of a quick asks for. Every stage has its line here. */
export function performStage(context: QuickContext, effect: Exclude<QuickEffect, { readonly type: "settle-quick" }>, quick: Quick): Promise<StageOutcome> {
  switch (effect.type) {
    case "git-add-worktree":
      return addWorktree(context, effect, quick);
    case "run-agent":
      return runAgent(context, effect, quick);
    case "git-commit":
      return commitWork(context, effect, quick);
    case "git-fetch":
      return fetchBase(context, effect, quick);
    case "git-rebase":
      return rebaseOntoBase(context, effect, quick);
    case "resolve-conflict":
      return resolveConflict(context, effect, quick);
    case "git-undo-rebase":
      return undoRebase(context, effect, quick);
    case "run-gate":
      return runGate(context, effect, quick);
    case "git-fast-forward":
      return forwardBase(context, effect, quick);
    case "git-push":
      return pushBase(context, effect, quick);
    case "git-take-back":
      return takeBack(context, effect, quick);
    case "git-keep":
      return quick.kind === "milestone-context" ? giveUpInMilestone(context, effect, quick) : keepWork(context, effect, quick);
    case "git-remove-worktree":
      return removeTree(context, effect, quick);
    case "git-remove-branch":
      return removeBranch(context, effect, quick);
  }
}

import { completeCommand, conflictCommands, type Quick, type RepoEffect } from "@dgs/core";
import type { ConflictReport } from "../commands/quick-reports.js";
import { findBases, isOutcome } from "./bases.js";
import { type QuickContext, treeOf } from "./context.js";

/** What a person does about a conflict that nobody resolved: where, and the commands to copy; `undefined` where a quick has not halted at one. */
export async function reportConflict(context: QuickContext, quick: Quick): Promise<ConflictReport | undefined> {
  const index = quick.steps.findIndex((step) => step.stage === "rebase" && step.status === "failed" && (step.reason === "conflict" || step.reason === "gate-failed"));
  const repo = quick.steps[index]?.repo;
  if (quick.status !== "failed" || repo === undefined) return undefined;
  const effect: RepoEffect = { step: index, repo, worktree: quick.worktree.replace("{repo}", () => repo), branch: quick.branch, base: quick.base, resumed: false };
  const tree = treeOf(context, effect);
  if ("type" in tree) return undefined;
  const bases = await findBases(context, tree, effect, quick);
  const onto = isOutcome(bases) ? quick.base : bases.name;
  const files = quick.steps.filter((step, at) => at < index && step.stage === "resolve conflict" && step.repo === repo).at(-1)?.files ?? [];
  return { repo, worktree: tree.path, onto, files, commands: conflictCommands({ worktree: tree.path, onto, files, again: completeCommand(quick) }) };
}

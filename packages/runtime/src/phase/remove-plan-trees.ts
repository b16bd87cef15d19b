import type { PlanId } from "@dgs/core";
import { closeAttempt, formatOpen } from "../work/attempt.js";
import { removeOwnWorktree } from "../work/remove-own-worktree.js";
import { dropAcceptedSummary } from "./accepted-summary.js";
import type { PhaseContext } from "./context.js";
import { acceptedRef, attemptAt, isApart, type PlanTree } from "./plan-tree.js";

/**
 * Removes the worktrees of a plan whose commits others hold, their branches, and what was written down about the plan in refs; that goes last, so
 * that a run that is cut off is recognised. What is in the way of a removal is told, and stays: nothing here is forced.
 */
export async function removePlanTrees(context: PhaseContext, plan: PlanId, trees: readonly PlanTree[]): Promise<void> {
  context.shared.conflicts.end(plan);
  if (!trees.every(isApart)) dropAcceptedSummary(context, trees, plan);
  for (const tree of trees) if (isApart(tree)) await context.shared.inTurn(() => removeTree(context, plan, tree));
  // The refs are those of the repo: the worktree may be gone.
  const attempt = attemptAt(context, plan);
  const open = formatOpen(await closeAttempt(context, trees.map((tree) => ({ ...tree, path: tree.repo.path })), attempt), attempt);
  if (open !== undefined) context.onEvent({ type: "note", text: open });
}

async function removeTree(context: PhaseContext, plan: PlanId, tree: PlanTree): Promise<void> {
  const { git } = context.ports;
  const removal = await removeOwnWorktree(context.ports, { repo: tree.repo.path, path: tree.path, name: `${attemptAt(context, plan).name}-${context.ports.newId()}`, reason: `what lay in the worktree of plan ${plan} besides its commits` });
  if (removal.type === "stays") {
    context.onEvent({ type: "note", text: `the worktree ${tree.path} stays: ${removal.message}` });
    return;
  }
  if (removal.type !== "absent" && removal.kept !== undefined) context.onEvent({ type: "note", text: `kept under ${removal.kept}: what lay in ${tree.path} besides commits` });
  const branch = tree.branch ?? "";
  const at = await git.resolve(tree.repo.path, `refs/heads/${branch}`);
  const accepted = await git.resolve(tree.repo.path, acceptedRef(context, plan));
  const forgotten = typeof accepted === "string" ? await git.setRef(tree.repo.path, acceptedRef(context, plan), undefined, accepted) : (accepted ?? "set");
  if (forgotten !== "set") context.onEvent({ type: "note", text: `${tree.repo.name}: ${acceptedRef(context, plan)}, the mark of what was accepted, stays (delete it with \`git update-ref -d\` when git lets you): ${forgotten.message}` });
  if (typeof at !== "string") return;
  const deleted = await git.deleteBranch({ repo: tree.repo.path, branch, expected: at });
  if (deleted.type === "refused") context.onEvent({ type: "note", text: `${tree.repo.name}: the branch ${branch} stays: ${deleted.message}` });
}

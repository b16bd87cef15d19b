import type { PlanId } from "@dgs/core";
import { closeAttempt, formatOpen } from "../work/attempt.js";
import { removeOwnWorktree, type WorktreeStays } from "../work/remove-own-worktree.js";
import { dropAcceptedSummary } from "./accepted-summary.js";
import type { PhaseContext } from "./context.js";
import { acceptedRef, attemptAt, isApart, type PlanTree } from "./plan-tree.js";

/**
 * Removes the worktrees of a plan whose commits others hold, their branches, and what was written down about the plan in refs; the mark of its attempt
 * goes last, so that a run that is cut off is recognised. What is in the way of a removal is told, and stays: nothing here is forced. Where it is a
 * lock of git's, the mark stays, too, and the plan is among those that are looked at again when the execution is over.
 */
export async function removePlanTrees(context: PhaseContext, plan: PlanId, trees: readonly PlanTree[]): Promise<void> {
  const { conflicts, inTurn, leftAtLocks } = context.shared;
  conflicts.end(plan);
  if (!trees.every(isApart)) dropAcceptedSummary(context, trees, plan);
  const left: Left[] = [];
  for (const tree of trees) if (isApart(tree)) left.push(...(await inTurn(() => removeTree(context, plan, tree))));
  const isLocked = (): boolean => left.some(({ code }) => code === "index-locked");
  // Also where a worktree stays: what was accepted is in, or was given up.
  if (!isLocked()) for (const tree of trees) left.push(...(await inTurn(() => forgetAccepted(context, plan, tree))));
  if (!isLocked()) {
    // The refs are those of the repo: the worktree may be gone.
    const attempt = attemptAt(context, plan);
    const open = await closeAttempt(context, trees.map((tree) => ({ ...tree, path: tree.repo.path })), attempt);
    const told = formatOpen(open, attempt);
    if (told !== undefined) left.push({ code: open.find(({ refusal }) => refusal.code === "index-locked")?.refusal.code ?? "other", message: told });
  }
  for (const { message } of left) context.onEvent({ type: "note", text: message });
  if (isLocked()) leftAtLocks.set(plan, left.map(({ message }) => message));
  else leftAtLocks.delete(plan);
}

/** Something that stays, and why. */
interface Left {
  readonly code: WorktreeStays["code"];
  readonly message: string;
}

async function removeTree(context: PhaseContext, plan: PlanId, tree: PlanTree): Promise<readonly Left[]> {
  const { git } = context.ports;
  const left: Left[] = [];
  const removal = await removeOwnWorktree(context.ports, { repo: tree.repo.path, path: tree.path, name: `${attemptAt(context, plan).name}-${context.ports.newId()}`, reason: `what lay in the worktree of plan ${plan} besides its commits` });
  if (removal.type === "stays") return [{ code: removal.code, message: `the worktree ${tree.path} stays: ${removal.message}` }];
  if (removal.type !== "absent" && removal.kept !== undefined) context.onEvent({ type: "note", text: `kept under ${removal.kept}: what lay in ${tree.path} besides commits` });
  const branch = tree.branch ?? "";
  const at = await git.resolve(tree.repo.path, `refs/heads/${branch}`);
  if (typeof at !== "string") return left;
  const deleted = await git.deleteBranch({ repo: tree.repo.path, branch, expected: at });
  if (deleted.type === "refused") left.push({ code: deleted.code, message: `${tree.repo.name}: the branch ${branch} stays: ${deleted.message}` });
  return left;
}

async function forgetAccepted(context: PhaseContext, plan: PlanId, { repo }: PlanTree): Promise<readonly Left[]> {
  const { git } = context.ports;
  const ref = acceptedRef(context, plan);
  const accepted = await git.resolve(repo.path, ref);
  const forgotten = typeof accepted === "string" ? await git.setRef(repo.path, ref, undefined, accepted) : (accepted ?? "set");
  return forgotten === "set" ? [] : [{ code: forgotten.code, message: `${repo.name}: ${ref}, the mark of what was accepted, stays; the next execution of the phase takes it away: ${forgotten.message}` }];
}

import { type GitRefusal, type Plan, type PlanId, type Sha } from "@dgs/core";
import { baseOfAttempt } from "../work/attempt.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { readWork } from "./accept-plan-work.js";
import type { PhaseContext } from "./context.js";
import { acceptedRef, attemptAt, type PlanTree } from "./plan-tree.js";
import { putTreeBack } from "./put-tree-back.js";
import { assignCommits } from "./task-commits.js";

/** How far a plan's tree is: its commits are in the milestone's branch, or stand on its tip, checked there or not yet; or they conflict. */
export type TreeOnTip =
  | { readonly type: "landed"; readonly head: Sha }
  | { readonly type: "on-tip"; readonly tip: Sha; readonly head: Sha; readonly moved: boolean }
  | { readonly type: "conflict"; readonly files: readonly string[] };

/**
 * Puts the commits of a plan's tree onto the tip of the milestone's branch. What was accepted is what is rebased: whatever has been changed in the
 * tree since then is kept under a ref and taken out. The commits as they were are kept before they are rewritten. (design 4)
 */
export async function rebaseTree(context: PhaseContext, plan: PlanId, tree: PlanTree): Promise<TreeOnTip | WorkFailure> {
  const { git } = context.ports;
  const tip = await git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
  const accepted = await git.resolve(tree.repo.path, acceptedRef(context, plan));
  if (typeof tip !== "string") return tip === undefined ? failed("conflict", `${tree.repo.name} has no branch ${tree.home.branch ?? ""} any more: bring it back, then run again`) : refused(tree, tip);
  if (typeof accepted === "object") return refused(tree, accepted);
  if (accepted === undefined) return failed("conflict", `it is not written down which commit of plan ${plan} was accepted in ${tree.repo.name}`);
  const landed = await git.isReachable(tree.repo.path, accepted, [tip]);
  if (typeof landed === "object") return refused(tree, landed);
  if (landed) return { type: "landed", head: accepted };
  const base = await baseOfAttempt(context, tree.repo, attemptAt(context, plan));
  const moved = base !== tip;
  const busy = await git.operation(tree.path);
  const ready = busy === "rebase" ? undefined : await restore(context, plan, tree, accepted);
  if (ready !== undefined) return ready;
  if (moved && busy !== "rebase") {
    const kept = await keepBefore(context, plan, tree, tip);
    if (kept !== undefined) return kept;
  }
  const answer = await git.rebase({ tree: tree.path, onto: tip });
  if (answer.type === "refused") return refused(tree, answer);
  if (answer.type === "conflict") return { type: "conflict", files: answer.files.map(({ path }) => path) };
  const head = answer.type === "rebased" ? answer.to : answer.at;
  return { type: "on-tip", tip, head, moved };
}

/** Takes out what is there besides what was accepted; a rebase that DGS itself has made since then is none of that. */
async function restore(context: PhaseContext, plan: PlanId, tree: PlanTree, accepted: Sha): Promise<WorkFailure | undefined> {
  const { git, newId } = context.ports;
  const state = await git.headState(tree.path);
  if (state.type === "refused") return refused(tree, state);
  const status = await git.status(tree.path);
  if ("type" in status) return refused(tree, status);
  const onBranch = state.type === "on-branch" && state.branch === tree.branch;
  const at = state.type === "unborn" ? undefined : state.at;
  const own = onBranch && (at === accepted || (await isMovedByDgs(context, tree, accepted)));
  if (own && status.length === 0) return undefined;
  const to = own && at !== undefined ? at : accepted;
  context.onEvent({ type: "note", text: `${tree.path} was changed after plan ${plan} was accepted: what is not of it is taken out` });
  const kept = await putTreeBack(context, tree, { to, above: to, name: `${attemptAt(context, plan).name}-${newId()}`, reason: `what was changed in the worktree of plan ${plan} after it was accepted` });
  return isFailure(kept) ? kept : undefined;
}

async function isMovedByDgs({ ports: { git } }: PhaseContext, tree: PlanTree, accepted: Sha): Promise<boolean> {
  const moves = await git.listMoves(tree.repo.path, tree.branch ?? "");
  if ("type" in moves) return false;
  const since = moves.findIndex(({ to }) => to === accepted);
  return since >= 0 && moves.slice(0, since).every(({ byDgs }) => byDgs);
}

async function keepBefore(context: PhaseContext, plan: PlanId, tree: PlanTree, tip: Sha): Promise<WorkFailure | undefined> {
  const kept = await context.ports.git.keep({ tree: tree.path, name: `${attemptAt(context, plan).name}-before-landing`, reason: `plan ${plan} before it was rebased onto ${tree.home.branch ?? ""}`, above: tip });
  return typeof kept === "object" ? failed("conflict", `plan ${plan} could not be kept before its rebase, so it was not rebased: ${kept.message}`) : undefined;
}

/** Writes down that the commits of a tree were checked on a tip: that is what lands, and where it starts. The commit goes first. */
export async function writeChecked(context: PhaseContext, plan: PlanId, tree: PlanTree, at: { readonly tip: Sha; readonly head: Sha }): Promise<WorkFailure | undefined> {
  const { git } = context.ports;
  for (const [ref, to] of [[acceptedRef(context, plan), at.head], [`refs/dgs/attempts/${attemptAt(context, plan).name}`, at.tip]] as const) {
    const before = await git.resolve(tree.repo.path, ref);
    const set = typeof before === "object" ? before : before === to ? "set" : await git.setRef(tree.repo.path, ref, to, before);
    if (set !== "set") return refused(tree, set);
  }
  return undefined;
}

/** Gives every commit of a tree its trailers, where it has none of that name, and returns the last one. (design 3.13) */
export async function addPlanTrailers(context: PhaseContext, id: PlanId, plan: Plan, tree: PlanTree, tip: Sha): Promise<Sha | WorkFailure> {
  const work = await readWork(context, tree, tip);
  if (isFailure(work)) return work;
  const tasks = assignCommits(plan.tasks, work.commits);
  const trailers = Object.fromEntries(
    work.commits.map(({ sha, body }) => {
      const task = tasks.get(sha);
      const wanted = [`DGS-Plan: ${id}`, ...(task === undefined ? [] : [`DGS-Task: ${String(task)}`]), `DGS-Run: ${context.runId}`];
      return [sha, wanted.filter((trailer) => !new RegExp(`^${trailer.slice(0, trailer.indexOf(":"))}:`, "m").test(body))];
    }),
  );
  const added = await context.ports.git.addTrailers({ tree: tree.path, base: tip, trailers });
  if (added.type === "refused") return refused(tree, added);
  return added.type === "rewritten" ? added.to : added.at;
}

function refused(tree: PlanTree, refusal: GitRefusal): WorkFailure {
  return failed("conflict", `${tree.repo.name}: ${refusal.message} (in ${tree.path})`);
}

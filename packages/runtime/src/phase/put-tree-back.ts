import type { GitRefusal, HeadState, Sha } from "@dgs/core";
import { failed, type WorkFailure } from "../work/context.js";
import type { PhaseContext } from "./context.js";
import type { PlanTree } from "./plan-tree.js";

/** Where a plan's tree is to be put, and what its work is kept as. */
export interface PutBack {
  readonly to: Sha;
  /** What is reachable from here is held already. */
  readonly above: Sha;
  /** The last part of the name of the keep ref. */
  readonly name: string;
  readonly reason: string;
}

/**
 * Puts a plan's tree on its branch at a commit, clean, whatever state it was left in. All that goes away is kept under refs first: commits, staged,
 * changed and untracked files, a rebase of DGS's own, the commits of the branch where HEAD has left it.
 * @returns The refs that keep it; none where nothing went away.
 */
export async function putTreeBack(context: PhaseContext, tree: PlanTree, back: PutBack): Promise<readonly string[] | WorkFailure> {
  const { git } = context.ports;
  const busy = await git.operation(tree.path);
  if (busy !== undefined && typeof busy === "object") return cannot(tree, busy);
  const kept: string[] = [];
  if (busy === "rebase") {
    const aborted = await git.abortRebase(tree.path);
    // A lock that a killed git has left is another matter than a rebase of somebody else: git's words name it.
    if (aborted.type === "refused") return failed("conflict", aborted.code === "operation-in-progress" ? `a rebase that DGS did not start is in progress in ${tree.path}: abort it (\`git rebase --abort\`), then run again` : `the rebase in ${tree.path} could not be given up: ${aborted.message}. Put that right, then run again`);
    if (aborted.type === "aborted" && aborted.kept !== undefined) kept.push(aborted.kept);
  }
  const ref = await git.keep({ tree: tree.path, name: back.name, reason: back.reason, above: back.above });
  if (typeof ref === "object") return failed("conflict", `what lies in ${tree.path} could not be kept: ${ref.message}`);
  if (ref !== undefined) kept.push(ref);
  const state = await git.headState(tree.path);
  if (isRefusal(state)) return cannot(tree, state);
  const branch = tree.branch ?? "";
  if (state.type !== "on-branch" || state.branch !== branch) {
    const attached = await attach(context, tree, branch, back);
    if (!Array.isArray(attached)) return attached;
    kept.push(...attached);
  }
  const reset = await git.resetTo(tree.path, back.to);
  if (reset !== "reset") return cannot(tree, reset);
  for (const each of kept) context.onEvent({ type: "note", text: `kept under ${each}: ${back.reason}` });
  return kept;
}

/** HEAD has left the branch of the plan: its commits are kept, and HEAD goes back to it. */
async function attach(context: PhaseContext, tree: PlanTree, branch: string, back: PutBack): Promise<string[] | WorkFailure> {
  const { git } = context.ports;
  const tip = await git.resolve(tree.repo.path, `refs/heads/${branch}`);
  if (isRefusal(tip)) return cannot(tree, tip);
  const kept = tip === undefined ? undefined : await git.keep({ tree: tree.repo.path, name: back.name, reason: back.reason, above: back.above, branch });
  if (isRefusal(kept)) return cannot(tree, kept);
  if (tip === undefined) {
    const made = await git.createBranch({ repo: tree.repo.path, branch, at: back.to });
    if (made.type === "refused") return cannot(tree, made);
  }
  const attached = await git.attachHead({ tree: tree.path, branch });
  if (attached.type === "refused") return cannot(tree, attached);
  return kept === undefined ? [] : [kept];
}

function cannot(tree: PlanTree, refusal: GitRefusal): WorkFailure {
  return failed("conflict", `${tree.path} could not be put back: ${refusal.message}`);
}

function isRefusal(answer: HeadState | string | undefined | GitRefusal): answer is GitRefusal {
  return typeof answer === "object" && answer.type === "refused";
}

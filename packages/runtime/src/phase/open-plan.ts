import { type GitRefusal, type PlanId, type Sha, type WorktreeEntry } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { milestoneLabel } from "../steps/context.js";
import { openAttempt } from "../work/attempt.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { remainsOf } from "../work/remove-own-worktree.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { PhaseContext } from "./context.js";
import { acceptedRef, attemptAt, isApart, type OpenPlan, type PlanTree } from "./plan-tree.js";
import { putTreeBack } from "./put-tree-back.js";

/**
 * Opens the trees of a plan: each a worktree off the tip of the milestone's branch, which is written down first.
 *
 * What an earlier run has left is taken up where it is sound: the commits on the plan's branch stay, and all that is in no commit is kept under a
 * ref. What is not sound (another branch, rewritten history) and what holds no commit is kept and begun anew at the tip. (design 3.3)
 * @param anew Keeps everything and starts at the tip, also where an earlier run was sound.
 */
export async function openPlan(context: PhaseContext, plan: PlanId, trees: readonly PlanTree[], anew = false): Promise<OpenPlan | WorkFailure> {
  if (trees.some((tree) => !isApart(tree))) return openCheckouts(context, plan, trees);
  const bases: Sha[] = [];
  const done: string[] = [];
  for (const tree of trees) {
    // Simultaneous `git worktree add` in one repository collide.
    const opened = await context.shared.inTurn(() => openTree(context, plan, tree, anew));
    if ("type" in opened) return opened;
    const ready = await setupWorktree(context, { repo: tree.repo, path: tree.path, slug: `${milestoneLabel(context)}--${plan}` });
    if (isFailure(ready)) return ready;
    bases.push(opened.base);
    done.push(...opened.done);
  }
  return { trees, bases, done };
}

/** Without worktrees the plan works in the checkout, as it stands; changes of a person there are a refusal. */
async function openCheckouts(context: PhaseContext, plan: PlanId, trees: readonly PlanTree[]): Promise<OpenPlan | WorkFailure> {
  const bases = await openAttempt(context, trees, attemptAt(context, plan));
  return isFailure(bases) ? bases : { trees, bases, done: [] };
}

interface OpenedTree {
  readonly base: Sha;
  readonly done: readonly string[];
}

async function openTree(context: PhaseContext, plan: PlanId, tree: PlanTree, anew: boolean): Promise<OpenedTree | WorkFailure> {
  const { git } = context.ports;
  const refused = (refusal: GitRefusal): WorkFailure => failed("conflict", `the worktree ${tree.path} of plan ${plan} could not be made: ${refusal.message}`);
  const tip = await git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
  if (typeof tip === "object") return refused(tip);
  if (tip === undefined) return failed("conflict", `${tree.repo.name} has no branch ${tree.home.branch ?? ""} any more: bring it back, then run again`);
  const ref = `refs/dgs/attempts/${attemptAt(context, plan).name}`;
  const known = await git.resolve(tree.repo.path, ref);
  if (typeof known === "object") return refused(known);
  const taken = await clearPlace(context, plan, tree, known !== undefined);
  if (taken !== undefined) return taken;
  if (known === undefined) {
    const set = await git.setRef(tree.repo.path, ref, tip, undefined);
    if (set !== "set") return refused(set);
  }
  const added = await git.addWorktree({ repo: tree.repo.path, path: tree.path, branch: tree.branch ?? "", base: known ?? tip });
  // Standing there on another branch: an agent has left it so. It is put back below.
  if (added.type === "refused" && !(known !== undefined && added.code === "path-exists")) return refused(added);
  if (added.type === "added") context.onEvent({ type: "note", text: `worktree ${tree.path} on ${tree.branch ?? ""}` });
  return known === undefined ? startAt(context, plan, tree, tip) : takeUp(context, plan, tree, { base: known, tip, ref, anew });
}

/** A branch that has landed and could not be deleted then stands where it stood. */
async function startAt(context: PhaseContext, plan: PlanId, tree: PlanTree, tip: Sha): Promise<OpenedTree | WorkFailure> {
  if ((await context.ports.git.head(tree.path)) === tip) return { base: tip, done: [] };
  const kept = await putTreeBack(context, tree, { to: tip, above: tip, name: `${attemptAt(context, plan).name}-${context.ports.newId()}`, reason: `what an earlier run of plan ${plan} left` });
  return isFailure(kept) ? kept : { base: tip, done: [] };
}

/** Whether the place is free, or holds what an earlier run of this plan has made; anything else is never touched. */
async function clearPlace(context: PhaseContext, plan: PlanId, tree: PlanTree, begun: boolean): Promise<WorkFailure | undefined> {
  const { git } = context.ports;
  const listed = await git.listWorktrees(tree.repo.path);
  if ("type" in listed) return failed("conflict", `${tree.repo.name}: ${listed.message}`);
  const entry = listed.find((each) => realpathOfNearest(each.path) === realpathOfNearest(tree.path));
  if (entry?.missing === true) return forget(context, tree, entry);
  if (entry !== undefined && !entry.ours) return failed("conflict", `DGS did not make the worktree ${tree.path}: move it away (\`git worktree move\`), then run again`);
  if (begun) return undefined;
  const branch = await git.resolve(tree.repo.path, `refs/heads/${tree.branch ?? ""}`);
  if (typeof branch === "object") return failed("conflict", `${tree.repo.name}: ${branch.message}`);
  if (branch === undefined) return undefined;
  const landed = await git.isReachable(tree.repo.path, branch, [`refs/heads/${tree.home.branch ?? ""}`]);
  if (landed === true) return undefined;
  return failed("conflict", `${tree.repo.name} has a branch ${tree.branch ?? ""} that plan ${plan} did not make: rename it (\`git branch -m\`) or delete it, then run again`);
}

/** Its folder is gone; git keeps what was staged there. */
async function forget(context: PhaseContext, tree: PlanTree, entry: WorktreeEntry): Promise<WorkFailure | undefined> {
  const remains = remainsOf(entry);
  if (remains !== undefined) return failed("conflict", remains.message);
  const removed = await context.ports.git.removeWorktree({ repo: tree.repo.path, path: tree.path });
  return removed.type === "refused" ? failed("conflict", `${tree.path}: ${removed.message}`) : undefined;
}

interface Earlier {
  readonly base: Sha;
  readonly tip: Sha;
  /** The ref of the attempt. */
  readonly ref: string;
  readonly anew: boolean;
}

async function takeUp(context: PhaseContext, plan: PlanId, tree: PlanTree, earlier: Earlier): Promise<OpenedTree | WorkFailure> {
  const { git, newId } = context.ports;
  const { base, tip } = earlier;
  const name = `${attemptAt(context, plan).name}-${newId()}`;
  const commits = earlier.anew ? [] : await soundCommits(context, tree, base);
  if (commits.length > 0) {
    const head = commits.at(-1)?.sha ?? base;
    const kept = await putTreeBack(context, tree, { to: head, above: head, name, reason: `interrupted run of plan ${plan}` });
    return isFailure(kept) ? kept : { base, done: commits.map(({ sha, subject }) => `${sha.slice(0, 10)} ${subject}`) };
  }
  const reason = earlier.anew ? `plan ${plan} is carried out again on a new base` : `interrupted run of plan ${plan}`;
  const kept = await putTreeBack(context, tree, { to: tip, above: base, name, reason });
  if (isFailure(kept)) return kept;
  if (base !== tip) {
    const set = await git.setRef(tree.repo.path, earlier.ref, tip, base);
    if (set !== "set") return failed("conflict", `${tree.repo.name}: ${set.message}`);
  }
  return (await forgetAcceptance(context, plan, tree)) ?? { base: tip, done: [] };
}

async function forgetAcceptance(context: PhaseContext, plan: PlanId, tree: PlanTree): Promise<WorkFailure | undefined> {
  const ref = acceptedRef(context, plan);
  const accepted = await context.ports.git.resolve(tree.repo.path, ref);
  const set = typeof accepted === "string" ? await context.ports.git.setRef(tree.repo.path, ref, undefined, accepted) : "set";
  return set === "set" ? undefined : failed("conflict", `${tree.repo.name}: ${set.message}`);
}

/** The commits of an earlier run; none where its tree is not as that run has to leave it. */
async function soundCommits(context: PhaseContext, tree: PlanTree, base: Sha): Promise<readonly { readonly sha: Sha; readonly subject: string }[]> {
  const { git } = context.ports;
  const state = await git.headState(tree.path);
  const operation = await git.operation(tree.path);
  if (state.type !== "on-branch" || state.branch !== tree.branch || operation !== undefined) return [];
  if ((await git.isReachable(tree.path, base, [state.at])) !== true) return [];
  const commits = await git.log(tree.path, base, state.at);
  return "type" in commits ? [] : commits;
}

import { type GitRefusal, type Quick, type QuickStep, type RebaseConflict, type RepoEffect, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { askConflictAgent } from "../conflict/ask-conflict-agent.js";
import { isResolutionWritten } from "../conflict/resolution-file.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { checkForeignPlaces, recordPlaces } from "../work/foreign-places.js";
import { findBases, isOutcome } from "./bases.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { inProgressText, restoreTree } from "./inspect-tree.js";
import { keepName } from "./quick-refs.js";
import { rebaseEnd } from "./rebase.js";
import { gateCommands } from "./run-gate.js";
import { putBack } from "./undo-rebase.js";

type ResolveEffect = RepoEffect & { readonly files: readonly string[] };

/**
 * Has an agent resolve the conflict that a rebase stands still at, and goes on with the rebase.
 *
 * Taken is only what leaves no marker, changes nothing besides the conflicted files, and moves neither HEAD nor a branch; whether it is
 * good is for the gate to say. Without an agent or a gate the conflict goes to a person. (Seed 000, "dgs:complete-quick"; design 4)
 */
export async function resolveConflict(context: QuickContext, effect: ResolveEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const missing = await restoreTree(context, tree, effect, quick);
  if (missing !== undefined) return missing;
  const { git } = context.ports;
  const unread = (refusal: GitRefusal): StageOutcome => unreadable(gitFailure({ repo: effect.repo, what: `the rebase in ${tree.path} could not be read`, folder: tree.path }, refusal), refusal);
  const busy = await git.operation(tree.path);
  if (isGitRefusal(busy)) return unread(busy);
  if (busy !== undefined && busy !== "rebase") return needsPerson(inProgressText(effect.repo, busy, tree.path));
  if (busy === undefined) return ended(context, tree, effect, quick);
  // DGS's own rebase answers where it stands; one that was killed while git was at work is started anew, onto the same base as before.
  const bases = await findBases(context, tree, effect, quick);
  if (isOutcome(bases)) return bases;
  const { onto } = bases;
  const conflict = await git.rebase({ tree: tree.path, onto });
  if (isGitRefusal(conflict)) return conflict.code === "operation-in-progress" ? needsPerson(inProgressText(effect.repo, "rebase", tree.path)) : unread(conflict);
  if (conflict.type !== "conflict") return rebaseEnd(conflict, onto);
  const why = whyNobody(context, effect.repo);
  if (why !== undefined) return { type: "not-accepted", why };
  return work(context, tree, effect, quick, conflict);
}

/** A lock is looked for before anything is done: undoing the rebase would meet it, too. */
function unreadable(failure: StageOutcome, { code }: GitRefusal): StageOutcome {
  return failure.type === "failed" && code === "index-locked" ? { ...failure, untouched: true } : failure;
}

function whyNobody(context: QuickContext, repo: string): string | undefined {
  if (context.withoutAgents === true) return "no agents are configured that could resolve the conflict";
  return gateCommands(context, repo).length === 0 ? "no command tests what an agent would make of the conflict (workflow.test_command is not set)" : undefined;
}

/**
 * The rebase is over, though this stage did not record it. Cut off behind a resolution that was written down, DGS went on with it itself.
 * Otherwise an agent did what it must not, or a person; both would go untested as the resolution of nobody, so it is kept and undone.
 */
async function ended(context: QuickContext, tree: QuickTree, effect: ResolveEffect, quick: Quick): Promise<StageOutcome> {
  if (effect.resumed && isResolutionWritten(context, quick, effect.repo)) return { type: "done", note: "the rebase went on in an earlier run" };
  const why = "the rebase was ended by somebody else while the conflict was to be resolved";
  return putAside(context, tree, effect, quick, why, false);
}

async function putAside(context: QuickContext, tree: QuickTree, effect: ResolveEffect, quick: Quick, why: string, attach: boolean): Promise<StageOutcome> {
  const to = lastRebaseOf(quick, effect)?.before;
  const back = await putBack(context, tree, { ...effect, ...(to === undefined ? {} : { to }) }, quick, attach);
  if (back.type !== "done") return back;
  return { type: "not-accepted", why: back.ref === undefined ? why : `${why}; what was made of it is kept under ${back.ref}` };
}

function lastRebaseOf({ steps }: Quick, effect: RepoEffect): QuickStep | undefined {
  return steps.filter((step, at) => at < effect.step && step.repo === effect.repo && step.stage === "rebase").at(-1);
}

async function work(context: QuickContext, tree: QuickTree, effect: ResolveEffect, quick: Quick, conflict: RebaseConflict): Promise<StageOutcome> {
  const own = [{ path: tree.path, branch: effect.branch }];
  const places = await recordPlaces(context);
  if (!Array.isArray(places)) return { type: "not-accepted", why: "it could not be recorded where the branches stood before an agent ran" };
  const lookOutside = (): Promise<WorkFailure | undefined> => checkForeignPlaces(context, places, { own, label: "the conflict agent", name: keepName(quick, "conflict") });
  const name = slugOfQuickPath(quick.path);
  const answer = await askConflictAgent(context, { title: quick.title, label: "quick", path: quick.path, name, repo: effect.repo, tree: tree.path, branch: effect.branch, base: effect.base }, conflict, lookOutside);
  if (!isFailure(answer)) return rebaseEnd(answer, conflict.onto);
  if (answer.type === "interrupted") return answer;
  // Whatever the agent did to the rebase itself is taken back at once: a later run could not tell it from a person's doing.
  const busy = await context.ports.git.operation(tree.path);
  return busy === undefined ? putAside(context, tree, effect, quick, answer.error, true) : { type: "not-accepted", why: answer.error };
}

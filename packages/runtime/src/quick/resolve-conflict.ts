import { type GitRefusal, type OutboxFile, type Quick, type QuickStep, type RebaseConflict, type RebaseOutcome, type RepoEffect, type Resolution, resolveConflictPrompt, type Sha, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { Findings } from "../work/findings.js";
import { checkForeignPlaces, recordPlaces } from "../work/foreign-places.js";
import { findBases, isOutcome } from "./bases.js";
import { conflictInputs } from "./conflict-inputs.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { inProgressText, restoreTree } from "./inspect-tree.js";
import { keepName } from "./quick-refs.js";
import { rebaseEnd } from "./rebase.js";
import { isResolutionWritten, withdrawResolution, writeResolution } from "./resolution-file.js";
import { gateCommands } from "./run-gate.js";
import { putBack } from "./undo-rebase.js";

/** Characters of an agent's words that are written down. */
const WORDS_LIMIT = 4000;

type ResolveEffect = RepoEffect & { readonly files: readonly string[] };

/** What the work on one conflict is done with. */
interface Work {
  readonly context: QuickContext;
  readonly tree: QuickTree;
  readonly effect: ResolveEffect;
  readonly quick: Quick;
  readonly conflict: RebaseConflict;
  readonly subject: string;
  /** What may not move while the agent works. */
  readonly marks: Marks;
}

interface Marks {
  readonly head: Sha;
  readonly branch: Sha | undefined;
}

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
  const unread = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `the rebase in ${tree.path} could not be read`, folder: tree.path }, refusal);
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
  const why = whyNobody(context);
  if (why !== undefined) return { type: "not-accepted", why };
  const marks = await readMarks(context, tree, effect);
  if (isGitRefusal(marks)) return unread(marks);
  return work({ context, tree, effect, quick, conflict, subject: await subjectOf(context, tree, conflict), marks });
}

function whyNobody(context: QuickContext): string | undefined {
  if (context.withoutAgents === true) return "no agents are configured that could resolve the conflict";
  return gateCommands(context).length === 0 ? "no command tests what an agent would make of the conflict (workflow.test_command is not set)" : undefined;
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

async function work(task: Work): Promise<StageOutcome> {
  const { context, tree, effect, quick, conflict } = task;
  const inputs = await conflictInputs(context, tree, effect, quick, conflict);
  const files = conflict.files.map(({ path }) => path);
  const places = await recordPlaces(context);
  if (!Array.isArray(places)) return { type: "not-accepted", why: "it could not be recorded where the branches stood before an agent ran" };
  const own = [{ path: tree.path, branch: effect.branch }];
  const lookOutside = (): Promise<WorkFailure | undefined> => checkForeignPlaces(context, places, { own, label: "the conflict agent", name: keepName(quick, "conflict") });
  const answer = await askAgent<RebaseOutcome>(context, {
    role: "conflict",
    purpose: `resolve-conflict ${slugOfQuickPath(quick.path)} ${effect.repo} ${(conflict.commit ?? conflict.onto).slice(0, 10)}`,
    cwd: tree.path,
    prompt: (findings) => resolveConflictPrompt({ title: quick.title, branch: effect.branch, base: effect.base, subject: task.subject, files }, inputs, findings),
    accept: async (left) => (await lookOutside()) ?? accept(task, files, left),
  });
  if (!isFailure(answer)) return rebaseEnd(answer, conflict.onto);
  if (answer.type === "interrupted") return answer;
  // Whatever the agent did to the rebase itself is taken back at once: a later run could not tell it from a person's doing.
  const busy = await context.ports.git.operation(tree.path);
  return busy === undefined ? putAside(context, tree, effect, quick, answer.error, true) : { type: "not-accepted", why: answer.error };
}

async function accept(task: Work, resolved: readonly string[], left: readonly OutboxFile[]): Promise<RebaseOutcome | Findings | WorkFailure> {
  const { context, tree, effect, quick, conflict } = task;
  const moved = await whatMoved(task);
  if (moved !== undefined) return failed("failed", `the agent did what only DGS may do: ${moved}`);
  const words = left.find((file) => file.path === "resolution.md")?.text.trim() ?? "";
  if (words === "") return { type: "findings", findings: ["the outbox has no resolution.md that says how the sides were united"] };
  const resolution: Resolution = {
    at: context.ports.clock.now(), quick: quick.path, name: slugOfQuickPath(quick.path), repo: effect.repo, files: resolved,
    commit: conflict.commit ?? conflict.from, subject: task.subject, onto: task.marks.head, words: words.slice(0, WORDS_LIMIT),
  };
  // Before the rebase goes on: a run that is killed behind that finds its resolution written down, and one before it writes the same again.
  const unwritten = await writeResolution(context, resolution);
  if (unwritten?.type === "failed") return failed("failed", unwritten.error);
  const answer = await context.ports.git.continueRebase({ tree: tree.path, resolved });
  if (!isGitRefusal(answer)) return answer;
  await withdrawResolution(context, resolution);
  return answer.code === "dirty" || answer.code === "conflict-markers" || answer.code === "unmerged" ? { type: "findings", findings: [`${answer.message}: change the conflicted files only, and leave no marker in them`] } : failed("failed", `the rebase could not go on: ${answer.message}`);
}

/** What an agent has moved that it must not; `undefined`: nothing. */
async function whatMoved({ context, tree, effect, marks }: Work): Promise<string | undefined> {
  if ((await context.ports.git.operation(tree.path)) !== "rebase") return "the rebase is not in progress any more";
  const now = await readMarks(context, tree, effect);
  if (isGitRefusal(now)) return now.message;
  if (now.head !== marks.head) return `HEAD has moved from ${marks.head.slice(0, 10)} to ${now.head.slice(0, 10)}`;
  return now.branch === marks.branch ? undefined : `the branch ${effect.branch} has moved`;
}

async function readMarks({ ports: { git } }: QuickContext, tree: QuickTree, effect: RepoEffect): Promise<Marks | GitRefusal> {
  const head = await git.head(tree.path);
  if (isGitRefusal(head)) return head;
  const branch = await git.resolve(tree.path, `refs/heads/${effect.branch}`);
  return isGitRefusal(branch) ? branch : { head, branch };
}

async function subjectOf({ ports: { git } }: QuickContext, tree: QuickTree, { commit }: RebaseConflict): Promise<string> {
  const parent = commit === undefined ? undefined : await git.resolve(tree.path, `${commit}^`);
  const found = commit === undefined || typeof parent !== "string" ? [] : await git.log(tree.path, parent, commit);
  return isGitRefusal(found) ? "" : (found.at(-1)?.subject ?? "");
}

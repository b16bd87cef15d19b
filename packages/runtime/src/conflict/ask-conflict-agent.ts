import { type GitRefusal, type OutboxFile, readConflictResolution, type RebaseConflict, type RebaseOutcome, type Resolution, resolveConflictPrompt, type Sha } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import { failed, type WorkContext, type WorkFailure } from "../work/context.js";
import { type Findings, judge } from "../work/findings.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { conflictInputs } from "./conflict-inputs.js";
import type { ConflictWork } from "./conflict-work.js";
import { withdrawResolution, writeResolution } from "./resolution-file.js";

/** Characters of an agent's words that are written down. */
const WORDS_LIMIT = 4000;

/** What the work on one conflict is done with. */
interface Task {
  readonly context: WorkContext;
  readonly work: ConflictWork;
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
 * Has an agent resolve the conflict that a rebase of DGS's own stands still at, and goes on with the rebase: to its end, or to the next conflict.
 *
 * Taken is only what leaves no marker, changes nothing besides the conflicted files, and moves neither HEAD nor a branch; whether it is
 * good is for a gate to say. What was resolved how is written down before the rebase goes on. A failure that needs a person is none of the agent's
 * doing: a lock kept git from it. (Seed 000, "dgs:complete-quick"; design 4)
 * @param lookOutside Looks whether something outside of the worktree has moved.
 */
export async function askConflictAgent(context: WorkContext, work: ConflictWork, conflict: RebaseConflict, lookOutside: () => Promise<WorkFailure | undefined>): Promise<RebaseOutcome | WorkFailure> {
  const marks = await readMarks(context, work);
  if (isGitRefusal(marks)) return failed("conflict", `${work.repo}: the rebase in ${work.tree} could not be read: ${marks.message}`);
  const task: Task = { context, work, conflict, subject: await subjectOf(context, work, conflict), marks };
  const inputs = await conflictInputs(context, work, conflict);
  const files = conflict.files.map(({ path }) => path);
  return askAgent<RebaseOutcome>(context, {
    role: "conflict",
    purpose: `resolve-conflict ${work.name} ${work.repo} ${(conflict.commit ?? conflict.onto).slice(0, 10)}`,
    cwd: work.tree,
    prompt: (findings) => resolveConflictPrompt({ title: work.title, branch: work.branch, base: work.base, subject: task.subject, files }, inputs, findings),
    accept: async (left) => (await lookOutside()) ?? accept(task, files, left),
  });
}

async function accept(task: Task, resolved: readonly string[], left: readonly OutboxFile[]): Promise<RebaseOutcome | Findings | WorkFailure> {
  const { context, work, conflict } = task;
  const moved = await whatMoved(task);
  if (moved !== undefined) return failed("failed", `the agent did what only DGS may do: ${moved}`);
  const read = readConflictResolution(left);
  const words = judge(read.problems, read.words);
  if (typeof words === "object") return words;
  const resolution: Resolution = {
    at: context.ports.clock.now(), of: work.path, name: work.name, repo: work.repo, files: resolved,
    commit: conflict.commit ?? conflict.from, subject: task.subject, onto: task.marks.head, words: words.slice(0, WORDS_LIMIT),
  };
  // Before the rebase goes on: a run that is killed behind that finds its resolution written down, and one before it writes the same again.
  const unwritten = await writeResolution(context, resolution);
  if (unwritten !== undefined) return failed("failed", unwritten.error);
  const answer = await context.ports.git.continueRebase({ tree: work.tree, resolved });
  if (!isGitRefusal(answer)) return answer;
  await withdrawResolution(context, resolution);
  if (answer.code === "index-locked") return failed("human-needed", `the rebase in ${work.tree} could not go on: ${answer.message}`);
  return answer.code === "dirty" || answer.code === "conflict-markers" || answer.code === "unmerged" ? { type: "findings", findings: [`${answer.message}: change the conflicted files only, and leave no marker in them`] } : failed("failed", `the rebase could not go on: ${answer.message}`);
}

/** What an agent has moved that it must not; `undefined`: nothing. */
async function whatMoved({ context, work, marks }: Task): Promise<string | undefined> {
  if ((await context.ports.git.operation(work.tree)) !== "rebase") return "the rebase is not in progress any more";
  const now = await readMarks(context, work);
  if (isGitRefusal(now)) return now.message;
  if (now.head !== marks.head) return `HEAD has moved from ${marks.head.slice(0, 10)} to ${now.head.slice(0, 10)}`;
  return now.branch === marks.branch ? undefined : `the branch ${work.branch} has moved`;
}

async function readMarks({ ports: { git } }: WorkContext, { tree, branch: name }: ConflictWork): Promise<Marks | GitRefusal> {
  const head = await git.head(tree);
  if (isGitRefusal(head)) return head;
  const branch = await git.resolve(tree, `refs/heads/${name}`);
  return isGitRefusal(branch) ? branch : { head, branch };
}

async function subjectOf({ ports: { git } }: WorkContext, { tree }: ConflictWork, { commit }: RebaseConflict): Promise<string> {
  const parent = commit === undefined ? undefined : await git.resolve(tree, `${commit}^`);
  const found = commit === undefined || typeof parent !== "string" ? [] : await git.log(tree, parent, commit);
  return isGitRefusal(found) ? "" : (found.at(-1)?.subject ?? "");
}

import { type Commit, readTaskReports, type Sha, type TaskReport } from "@dgs/core";
import { type Findings, judge } from "./findings.js";
import { failed, type WorkContext, type WorkFailure } from "./context.js";
import type { WorkTree } from "./work-tree.js";
import { planOf } from "./plan-of.js";

/** What the commits of an agent's work are made with. */
export interface CommitInput {
  /** What the work is, for errors: `plan 01-02`. */
  readonly label: string;
  /** What stands in the brackets of a subject: `feat(01-02): …`. */
  readonly scope: string;
  /** Trailers of every commit, `DGS-Plan: 01-02`; the task's and the run's are added. */
  readonly trailers: readonly string[];
  readonly tree: WorkTree;
  readonly base: Sha;
  /** The text of `tasks.json`; `undefined` where the agent left none. */
  readonly reports: string | undefined;
  readonly title: string;
  /** Says what is wrong with changes that no report names, before they are committed; absent: all of them are taken. */
  readonly checkRest?: (rest: readonly string[], reports: readonly TaskReport[]) => Findings | undefined;
  /** The planning folder relative to the tree, where it lies inside; agents may not change it. */
  readonly planning: string | undefined;
}

/**
 * Commits what an agent left uncommitted: each reported task by itself, what is left over at the end, all with
 * trailers. Refuses commits of the agent that touch planning files or leave the branch. (design 3.13)
 */
export async function commitTasks(context: WorkContext, input: CommitInput): Promise<readonly Commit[] | Findings | WorkFailure> {
  const { git } = context.ports;
  const read = readTaskReports(input.reports ?? "[]", "tasks.json");
  const reports = judge(read.problems, read.reports);
  if ("type" in reports) return reports;
  const branch = await git.branch(input.tree.path);
  if (typeof branch === "object" || branch !== input.tree.branch) return failed("conflict", `${input.tree.path} is not on ${input.tree.branch ?? "a detached HEAD"} any more: the agent switched branches`);
  const status = await git.status(input.tree.path);
  if ("type" in status) return failed("conflict", status.message);
  const touched = status.map((entry) => entry.path).filter((path) => isBelow(path, input.planning));
  if (touched.length > 0 && input.tree.own) return { type: "findings", findings: [`planning files were changed (${touched.slice(0, 5).join(", ")}): put them back, DGS writes them`] };
  for (const report of reports) {
    const made = await commitOne(context, input, report.files, messageOf(context, input, report));
    if (made !== undefined) return made;
  }
  const after = reports.length === 0 ? status : await git.status(input.tree.path);
  if ("type" in after) return failed("conflict", after.message);
  // The outbox hides itself from git, unless an agent took its .gitignore away.
  const rest = after.map((entry) => entry.path).filter((path) => !isBelow(path, input.planning) && !isBelow(path, ".dgs"));
  const objection = rest.length === 0 ? undefined : input.checkRest?.(rest, reports);
  if (objection !== undefined) return objection;
  const left = rest.length === 0 ? undefined : await commitOne(context, input, rest, messageOf(context, input, { task: undefined, title: input.title, files: [] }));
  return left ?? checkCommits(context, input);
}

async function commitOne(context: WorkContext, input: CommitInput, paths: readonly string[], message: string): Promise<WorkFailure | Findings | undefined> {
  if (paths.length === 0) return undefined;
  const made = await context.ports.git.commit({ tree: input.tree.path, paths, message });
  if (typeof made === "string") context.onEvent({ type: "committed", repo: input.tree.repo.name, sha: made, subject: message.split("\n", 1)[0] ?? "", ...planOf(context) });
  if (typeof made !== "object") return undefined;
  if (made.code === "hook-failed") return { type: "findings", findings: [`a commit hook refused the commit: ${made.message}`] };
  return failed("conflict", `${input.tree.repo.name}: ${made.message}`);
}

async function checkCommits(context: WorkContext, input: CommitInput): Promise<readonly Commit[] | Findings | WorkFailure> {
  const { git } = context.ports;
  const head = await git.head(input.tree.path);
  if (typeof head === "object") return failed("conflict", head.message);
  const commits = await git.log(input.tree.path, input.base, head);
  const back = await git.log(input.tree.path, head, input.base);
  const changed = await git.changed(input.tree.path, input.base, head);
  if ("type" in commits || "type" in back || "type" in changed) return failed("conflict", `the commits of ${input.label} in ${input.tree.path} cannot be read`);
  if (back.length > 0) return failed("conflict", `history was rewritten in ${input.tree.path}: ${input.base} is not below HEAD any more`);
  const planning = changed.filter((change) => isBelow(change.path, input.planning));
  if (planning.length > 0) return { type: "findings", findings: [`commits touch planning files (${planning.slice(0, 5).map((change) => change.path).join(", ")}): take them out of the commits`] };
  return commits;
}

function isBelow(path: string, folder: string | undefined): boolean {
  return folder !== undefined && (path === folder || path.startsWith(`${folder}/`));
}

function messageOf(context: WorkContext, input: CommitInput, report: Pick<TaskReport, "title" | "files"> & { readonly task: number | undefined }): string {
  const trailers = [...input.trailers, ...(report.task === undefined ? [] : [`DGS-Task: ${String(report.task)}`]), `DGS-Run: ${context.runId}`];
  return `feat(${input.scope}): ${report.title}\n\n${trailers.join("\n")}\n`;
}

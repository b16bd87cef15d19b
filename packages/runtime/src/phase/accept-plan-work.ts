import { checkSummary, type OutboxFile, type PathChange, type Plan, readSummary, type Sha, type Summary } from "@dgs/core";
import type { ReadPlan } from "../steps/read-plans.js";
import { commitTasks } from "../work/commit-tasks.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { isGreenByCode, runCommand } from "../work/run-command.js";
import { planningIn } from "../work/work-tree.js";
import { keepSummary } from "./accepted-summary.js";
import { onPlan, type PhaseContext } from "./context.js";
import { linksOutside, missingPaths } from "./named-paths.js";
import { unclaimedPaths, undeclaredDeletions } from "./plan-claims.js";
import { acceptedRef, isApart, type OpenPlan, type PlanTree } from "./plan-tree.js";
import { assignCommits, type PlanCommit, tasksWithoutCommit } from "./task-commits.js";

/** The work of a plan that DGS has checked: its commits are on the plan's branch, its summary waits for the landing. */
export interface PlanAccepted {
  readonly type: "plan-accepted";
  readonly commits: number;
}

/** What is checked: the plan, and the trees that it was carried out in. */
export interface PlanUnderCheck {
  readonly plan: ReadPlan;
  readonly opened: OpenPlan;
  /** Says whether what the plan names outside of its trees was touched, its verify commands have run by then; absent: it is not looked at. */
  readonly touched?: () => WorkFailure | undefined;
}

/**
 * Checks the work of a plan, and commits what its agent left to DGS.
 *
 * Done is what was seen: a valid summary; a commit for every task, or the reason in the summary; every path that the summary says was made; no
 * deletion that the plan does not name; no link out of the repository; the plan's own verify commands green. (design 3.5)
 */
export async function acceptPlanWork(around: PhaseContext, work: PlanUnderCheck, files: readonly OutboxFile[]): Promise<PlanAccepted | Findings | WorkFailure> {
  const { plan, opened } = work;
  // What is told of its commits and commands is of this plan.
  const context = onPlan(around, plan.id);
  const left = files.find((file) => file.path.endsWith("SUMMARY.md"));
  if (left === undefined) return { type: "findings", findings: [`the outbox has no ${plan.id}-SUMMARY.md`] };
  const summary = readSummary(left.text, left.path);
  const problems = checkSummary(summary, plan.id);
  if (problems.length > 0) return { type: "findings", findings: problems.map(formatFinding) };
  const made = await commitWork(context, work, files, summary);
  if (!Array.isArray(made)) return made;
  if (made.every(({ commits }) => commits.length === 0)) return { type: "findings", findings: [`plan ${plan.id} has changed nothing: there is no commit and no change`] };
  const wrong = [...made.flatMap((each) => checkChanges(plan.plan, each)), ...checkTasks(plan.plan, summary, made), ...missingPaths(opened.trees, summary.keyFiles.created)];
  const merges = await mergesIn(context, made);
  const findings = [...wrong, ...merges];
  if (findings.length > 0) return { type: "findings", findings };
  const failures = await runVerifyCommands(context, plan.plan, opened.trees);
  if (isFailure(failures)) return failures;
  if (failures.length > 0) return { type: "findings", findings: failures };
  const outside = work.touched?.();
  if (outside !== undefined) return outside;
  const refused = await writeAcceptance(context, work, made, left.text);
  return refused ?? { type: "plan-accepted", commits: made.reduce((sum, { commits }) => sum + commits.length, 0) };
}

/** What one tree holds of a plan's work. */
export interface TreeWork {
  readonly tree: PlanTree;
  readonly head: Sha;
  readonly commits: readonly PlanCommit[];
  readonly changes: readonly PathChange[];
}

/** Commits what the agent reported or left over; `summary` absent: it stopped before its end, and nothing is said about what is left over. */
export async function commitWork(context: PhaseContext, { plan, opened }: PlanUnderCheck, files: readonly OutboxFile[], summary?: Summary): Promise<TreeWork[] | Findings | WorkFailure> {
  const works: TreeWork[] = [];
  for (const [index, tree] of opened.trees.entries()) {
    const base = opened.bases[index];
    if (base === undefined) continue;
    const reports = index === 0 ? files.find((file) => file.path === "tasks.json")?.text : undefined;
    const checkRest = (rest: readonly string[]): Findings | undefined => (summary === undefined ? undefined : objectionToRest(plan.plan, summary, tree, rest));
    const made = await commitTasks(context, { label: `plan ${plan.id}`, scope: plan.id, trailers: [`DGS-Plan: ${plan.id}`], tree, base, reports, title: titleOf(plan.plan), checkRest, planning: planningIn(context.place, tree) });
    if ("type" in made) return made;
    const read = await readWork(context, tree, base);
    if ("type" in read) return read;
    works.push(read);
  }
  return works;
}

/** Reads what the commits of a tree have changed since a commit. */
export async function readWork(context: Pick<PhaseContext, "ports">, tree: PlanTree, base: Sha): Promise<TreeWork | WorkFailure> {
  const { git } = context.ports;
  const head = await git.head(tree.path);
  if (typeof head === "object") return failed("conflict", `${tree.repo.name}: ${head.message}`);
  const log = await git.log(tree.path, base, head);
  const changes = await git.changed(tree.path, base, head);
  if ("type" in log || "type" in changes) return failed("conflict", `the commits in ${tree.path} cannot be read`);
  const commits: PlanCommit[] = [];
  let before = base;
  for (const commit of log) {
    const changed = log.length === 1 ? changes : await git.changed(tree.path, before, commit.sha);
    if ("type" in changed) return failed("conflict", `${tree.repo.name}: ${changed.message}`);
    commits.push({ ...commit, paths: changed.map(({ path }) => path) });
    before = commit.sha;
  }
  return { tree, head, commits, changes };
}

/** What nobody names may be what another agent has left here, or what a tool has made: it is not committed unseen. */
function objectionToRest(plan: Plan, summary: Summary, tree: PlanTree, rest: readonly string[]): Findings | undefined {
  const unclaimed = unclaimedPaths(plan, summary, tree.repo.name, rest);
  if (unclaimed.length === 0) return undefined;
  const names = `${unclaimed.slice(0, 10).join(", ")}${unclaimed.length > 10 ? ` and ${String(unclaimed.length - 10)} more` : ""}`;
  return { type: "findings", findings: [`files are changed that neither the plan nor the summary names: ${names}. Delete them, let git ignore them, or name them in the summary (key-files, or under Deviations from Plan)`] };
}

function checkChanges(plan: Plan, { tree, changes }: TreeWork): readonly string[] {
  const deleted = changes.filter(({ kind }) => kind === "D").map(({ path }) => path);
  const undeclared = undeclaredDeletions(plan, tree.repo.name, deleted);
  const deletions = undeclared.length === 0 ? [] : [`files are deleted that the plan does not name: ${undeclared.slice(0, 10).join(", ")}. Bring them back (\`git checkout <commit before> -- <file>\`)`];
  return [...deletions, ...linksOutside(tree, changes)];
}

function checkTasks(plan: Plan, summary: Summary, works: readonly TreeWork[]): readonly string[] {
  const missing = tasksWithoutCommit(plan.tasks, assignCommits(plan.tasks, works.flatMap(({ commits }) => commits)));
  return missing
    .filter((task) => !new RegExp(`\\btasks?\\b[^.\\n]{0,40}\\b${String(task)}\\b`, "i").test(summary.deviations ?? ""))
    .map((task) => `task ${String(task)} has no commit: commit it by itself, or say under \`## Deviations from Plan\` why task ${String(task)} has none`);
}

async function mergesIn({ ports: { git } }: PhaseContext, works: readonly TreeWork[]): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const { tree, commits } of works) {
    for (const { sha } of commits) {
      const second = await git.resolve(tree.path, `${sha}^2`);
      if (typeof second === "string") findings.push(`${sha.slice(0, 10)} is a merge commit: make the history straight (\`git reset --soft\` and commit anew)`);
    }
  }
  return findings;
}

/** Runs the plan's verify commands under DGS: what the agent says about them does not count. Returns what failed. */
export async function runVerifyCommands(context: PhaseContext, plan: Plan, trees: readonly PlanTree[], more: readonly string[] = []): Promise<readonly string[] | WorkFailure> {
  const commands = [...new Set([...plan.tasks.flatMap((task) => task.automated), ...more])];
  const [tree] = trees;
  const findings: string[] = [];
  for (const command of commands) {
    const outcome = await runCommand(context, command, tree?.path ?? "");
    if (outcome.outcome === "interrupted") return { type: "interrupted" };
    if (!isGreenByCode(outcome)) findings.push(`\`${command}\`: ${outcome.said}. It printed at the end: ${outcome.tail.slice(-1500)}`);
  }
  return findings;
}

/** Exactly the commits that were checked, whatever the commands have done since. The summary first: without it an accepted commit counts for nothing. */
async function writeAcceptance(context: PhaseContext, { plan, opened }: PlanUnderCheck, made: readonly TreeWork[], summary: string): Promise<WorkFailure | undefined> {
  const { git } = context.ports;
  keepSummary(context, opened.trees, plan.id, summary);
  for (const { tree, head } of made) {
    if (!isApart(tree)) continue;
    const before = await git.resolve(tree.repo.path, acceptedRef(context, plan.id));
    const set = typeof before === "object" ? before : await git.setRef(tree.repo.path, acceptedRef(context, plan.id), head, before);
    if (set !== "set") return failed("conflict", `${tree.repo.name}: ${set.message}`);
  }
  return undefined;
}

function titleOf(plan: Plan): string {
  const what = plan.objective?.what ?? "carry the plan out";
  return what.replace(/[\p{Cc}\s]+/gu, " ").trim().replace(/\.$/, "").slice(0, 72);
}

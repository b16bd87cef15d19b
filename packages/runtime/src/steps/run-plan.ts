import { executePlanPrompt, readSummary, checkSummary, type OutboxFile, type Plan, type PlanId, type PromptInput } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { type Attempt, closeAttempt, openAttempt, putAside, type Bases } from "../work/attempt.js";
import { commitTasks } from "../work/commit-tasks.js";
import { milestoneLabel, type StepContext } from "./context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { checkForeignPlaces, recordPlaces } from "../work/foreign-places.js";
import { runCommand } from "../work/run-command.js";
import { planningIn, type WorkTree } from "../work/work-tree.js";

/** A plan that is to be carried out. */
export interface PlanRun {
  readonly id: PlanId;
  readonly plan: Plan;
  readonly phase: string;
  readonly inputs: readonly PromptInput[];
  /** The trees the plan may change; the agent works in the first. */
  readonly trees: readonly WorkTree[];
}

/** The attempt at a plan of a milestone. */
export function attemptAt(context: Parameters<typeof milestoneLabel>[0], plan: PlanId): Attempt {
  return { name: `${milestoneLabel(context)}/${plan}`, label: `plan ${plan}` };
}

/** A plan whose work was checked: its commits are on the branch, its summary waits to be written down. */
export interface PlanDone {
  readonly type: "plan-done";
  readonly summary: string;
}

/**
 * Carries one plan out. Done is what DGS has seen: a valid summary, commits in git, and the plan's own verify
 * commands green. What is not accepted is put aside under a keep ref, so that the branch holds only what was. (design 3.5)
 */
export async function runPlan(context: StepContext, run: PlanRun): Promise<PlanDone | WorkFailure> {
  const [tree] = run.trees;
  if (tree === undefined) return failed("usage", `plan ${run.id} names no repo that is registered`);
  const attempt = attemptAt(context, run.id);
  const bases = await openAttempt(context, run.trees, attempt);
  if (isFailure(bases)) return bases;
  const places = await recordPlaces(context);
  if (isFailure(places)) return places;
  // A branch outside that moved is told once: a further agent would only move it further.
  let outside: WorkFailure | undefined;
  const lookOutside = async (): Promise<WorkFailure | undefined> => (outside = await checkForeignPlaces(context, places, { own: run.trees, label: `plan ${run.id}`, name: attempt.name }));
  const asked = await askAgent<PlanDone>(context, {
    role: "executor",
    purpose: `execute-plan ${run.id}`,
    cwd: tree.path,
    prompt: (findings) => executePlanPrompt({ id: run.id, phase: run.phase }, run.inputs, findings),
    accept: async (files) => (await lookOutside()) ?? acceptPlan(context, run, bases, files),
  });
  const result = asked.type === "failed" && outside === undefined ? ((await lookOutside()) ?? asked) : asked;
  if (result.type !== "failed") return result;
  const aside = await putAside(context, run.trees, bases, attempt, `plan ${run.id} was not accepted`);
  if (isFailure(aside)) return aside;
  if (!tree.own) return failed(result.reason, `${result.error}; its work stays in ${tree.path}: commit it, stash it or take it back before you run again`);
  await closeAttempt(context, run.trees, attempt);
  return aside.length === 0 ? result : failed(result.reason, `${result.error}; its work is kept: ${aside.join(", ")}`);
}

async function acceptPlan(context: StepContext, run: PlanRun, bases: Bases, files: readonly OutboxFile[]): Promise<PlanDone | Findings | WorkFailure> {
  const summary = checkedSummary(run, files);
  if (typeof summary === "object") return summary;
  let commits = 0;
  for (const [index, tree] of run.trees.entries()) {
    const base = bases[index];
    if (base === undefined) continue;
    const reports = index === 0 ? files.find((file) => file.path === "tasks.json")?.text : undefined;
    const made = await commitTasks(context, { label: `plan ${run.id}`, scope: run.id, trailers: [`DGS-Plan: ${run.id}`], tree, base, reports, title: titleOf(run.plan), planning: planningIn(context.place, tree) });
    if ("type" in made) return made;
    commits += made.length;
  }
  if (commits === 0) return { type: "findings", findings: [`plan ${run.id} has changed nothing: there is no commit and no change`] };
  const failures = await verify(context, run);
  if (isFailure(failures)) return failures;
  return failures.length > 0 ? { type: "findings", findings: failures } : { type: "plan-done", summary };
}

function checkedSummary(run: PlanRun, files: readonly OutboxFile[]): string | Findings {
  const found = files.find((file) => file.path.endsWith("SUMMARY.md"));
  if (found === undefined) return { type: "findings", findings: [`the outbox has no ${run.id}-SUMMARY.md`] };
  const problems = checkSummary(readSummary(found.text, found.path), run.id);
  return problems.length === 0 ? found.text : { type: "findings", findings: problems.map(formatFinding) };
}

/** Runs the plan's verify commands under DGS: what the agent says about them does not count. */
async function verify(context: StepContext, run: PlanRun): Promise<readonly string[] | WorkFailure> {
  const commands = [...new Set(run.plan.tasks.flatMap((task) => task.automated))];
  const [tree] = run.trees;
  const findings: string[] = [];
  for (const command of commands) {
    const outcome = await runCommand(context, command, tree?.path ?? "");
    if (outcome.outcome === "interrupted") return { type: "interrupted" };
    if (outcome.outcome !== "passed") findings.push(`\`${command}\`: ${outcome.said}. It printed at the end: ${outcome.tail.slice(-1500)}`);
  }
  return findings;
}

function titleOf(plan: Plan): string {
  const what = plan.objective?.what ?? "carry the plan out";
  return what.replace(/[\p{Cc}\s]+/gu, " ").trim().replace(/\.$/, "").slice(0, 72);
}

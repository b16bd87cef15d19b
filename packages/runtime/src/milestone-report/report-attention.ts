import { executionStepLines, jobStepLines, type KeptName, outstandingItems, type Problem } from "@dgs/core";
import { nextOfAudit } from "../audit/report-audit.js";
import type { ReportedAttention, ReportedAudit } from "../commands/milestone-report-reports.js";
import { waitingOf } from "../phase/waiting.js";
import { milestoneLabel } from "../steps/context.js";
import type { CodeRepo } from "../work/repos.js";
import type { PhaseSource, ReportSources } from "./sources.js";

/** What besides the sources says what needs a person. */
export interface AttentionFacts {
  readonly audits: readonly ReportedAudit[];
  readonly kept: readonly { readonly repo: CodeRepo; readonly kept: KeptName }[];
  readonly problems: readonly Problem[];
}

/** Tells what needs a person, the most urgent first: what has halted, what waits, what was left, what is missing, what is wrong in files, and what lies aside. */
export function reportAttention(sources: ReportSources, facts: AttentionFacts): readonly ReportedAttention[] {
  const waits = sources.phases.flatMap(waitsOf);
  // A step that halted for a person goes on once that one has answered.
  const isAnsweredFirst = sources.job?.state.steps.some(({ status, reason }) => status === "failed" && reason === "human-needed") === true;
  return [
    ...(isAnsweredFirst ? [...waits, ...failedSteps(sources)] : [...failedSteps(sources), ...waits]),
    ...leftForPerson(sources),
    ...openGaps(sources, facts.audits),
    ...facts.problems.flatMap(problemOf),
    ...facts.kept.flatMap((each) => keptWork(sources, each)),
  ];
}

function failedSteps({ job, version, phases, runner }: ReportSources): readonly ReportedAttention[] {
  const lines = job === undefined ? [] : jobStepLines(job.text);
  const ofJob = (job?.state.steps ?? []).flatMap((step, index): ReportedAttention[] => {
    if (step.status !== "failed") return [];
    const own = lines[index];
    const line = own?.details.find(({ key }) => key === "error")?.line ?? own?.line ?? 1;
    return [{ what: "failed-step", text: step.error ?? "the step has failed", at: { type: "file", path: job?.state.path ?? "", line }, command: `dgs run-job ${version}` }];
  });
  // While it runs, or where a job tells of it, a stage that has failed is not for a person yet.
  return runner !== undefined || ofJob.length > 0 ? ofJob : [...ofJob, ...phases.flatMap((phase) => failedStages(phase, job === undefined ? `dgs execute-phase ${phase.label}` : `dgs run-job ${version}`))];
}

function failedStages({ execution, phase }: PhaseSource, command: string): readonly ReportedAttention[] {
  if (execution === undefined || phase.status === "complete") return [];
  const lines = executionStepLines(execution.text);
  return execution.state.steps.flatMap((step, index) => (step.status === "failed" ? [{ what: "failed-step" as const, text: `${step.plan === undefined ? step.stage : `${step.stage} ${step.plan}`}: ${step.error ?? "it has failed"}`, at: { type: "file" as const, path: execution.state.path, line: lines[index]?.line ?? 1 }, command }] : []));
}

function waitsOf({ execution, phase, label }: PhaseSource): readonly ReportedAttention[] {
  if (execution === undefined || phase.status === "complete") return [];
  const lines = executionStepLines(execution.text);
  return waitingOf(execution.state).map(({ plan, kind, task, since }) => {
    const index = execution.state.steps.findIndex((step) => step.plan === plan && step.status !== "completed" && step.stage === (plan === undefined ? "approve" : "checkpoint"));
    const at = { type: "file" as const, path: execution.state.path, line: lines[index]?.line ?? 1 };
    const waits = since === undefined ? "" : `, since ${since}`;
    return plan === undefined
      ? { what: "approval" as const, text: `phase ${label} waits for a person's approval${waits}`, at, command: `dgs answer ${label}` }
      : { what: "checkpoint" as const, text: `plan ${plan} waits for a person (${kind ?? "unknown"}${task === undefined ? "" : `, task ${String(task)}`})${waits}`, at, command: `dgs answer ${plan}` };
  });
}

function leftForPerson({ job, phases }: ReportSources): readonly ReportedAttention[] {
  // What was rolled back leaves nothing to look at.
  if (job === undefined || job.state.status === "rolled_back") return [];
  const lines = jobStepLines(job.text);
  return outstandingItems(job.state).map(({ command, item }) => {
    const line = lines.flatMap(({ details }) => details.filter(({ key, value }) => key === "human-needed" && value === item)).at(-1)?.line;
    const next = commandFor(command, phases);
    return { what: "human-needed", text: item, at: { type: "file", path: job.state.path, ...(line === undefined ? {} : { line }) }, ...(next === undefined ? {} : { command: next }) };
  });
}

/** What a person looks at is entered with `verify-work`, where the phase has something to try. */
function commandFor(step: string, phases: readonly PhaseSource[]): string | undefined {
  const label = /^\/dgs:(?:audit|execute)-phase (\S+)/.exec(step)?.[1];
  const phase = phases.find((each) => each.label === label);
  return phase?.phase.folder?.documents.UAT === undefined ? undefined : `dgs verify-work ${phase.label}`;
}

/** Of each phase the last audit counts, and of its gaps those that no plan has closed since. */
function openGaps({ phases, version, isActive, job, runner }: ReportSources, audits: readonly ReportedAudit[]): readonly ReportedAttention[] {
  // Steps that a cycle has put in close its gaps: while the job runs those are for nobody, and else it is the job that goes on with them.
  const isInJob = (cycle: string): boolean => job !== undefined && job.state.status !== "rolled_back" && job.state.steps.some(({ status, inserted }) => status !== "completed" && inserted?.startsWith(`${cycle} cycle `) === true);
  const ofPhases = phases.flatMap(({ phase, label }) => {
    const last = audits.findLast(({ of, verdict }) => of === label && verdict !== undefined);
    if (last?.verdict !== "gaps_found" && last?.verdict !== "diagnosed") return [];
    const isClosed = last.verdict === "diagnosed" && last.gaps.flatMap(({ plans }) => plans).every((id) => phase.plans.some((plan) => plan.id === id && plan.done));
    const inJob = isInJob(`phase ${label}`);
    if (inJob && runner !== undefined) return [];
    const command = inJob ? `dgs run-job ${version}` : isClosed ? `dgs audit-phase ${label} --rerun-failed` : nextOfAudit(label, last.verdict, false).command;
    return last.gaps.map(({ id, truth, severity, rootCause, at }): ReportedAttention => ({ what: "gap", text: `phase ${label}, ${id} (${severity}), not so: ${truth}${rootCause === undefined ? "" : `: ${rootCause}`}${isClosed ? "; its plans are carried out, and nobody has looked since" : ""}`, at, command }));
  });
  const whole = audits.findLast(({ of }) => of === version);
  const inJob = isInJob("milestone");
  const next = inJob ? `dgs run-job ${version}` : isActive ? "dgs plan-milestone-gaps" : undefined;
  const ofMilestone = whole?.status === "gaps_found" && !(inJob && runner !== undefined) ? whole.gaps.map(({ id, truth, at }): ReportedAttention => ({ what: "gap", text: `${version}, ${id}: ${truth}`, at, ...(next === undefined ? {} : { command: next }) })) : [];
  return [...ofPhases, ...ofMilestone];
}

function problemOf({ severity, message, remedy, path, at }: Problem): readonly ReportedAttention[] {
  return severity === "info" ? [] : [{ what: "problem", text: `${message} ${remedy}`, at: { type: "file", path, ...(at === undefined ? {} : { line: at.line }) }, command: "dgs health" }];
}

/** What was put aside before a landing lies in the branch, too; so does what a plan left that is in by now. */
function keptWork({ place, version, phases }: ReportSources, { repo, kept }: AttentionFacts["kept"][number]): readonly ReportedAttention[] {
  const name = kept.ref.slice("refs/dgs/keep/".length);
  const plan = /^[^/]+\/(\d[\d.]*[A-Za-z]?-\d+[A-Za-z]?)(?:-|$)/.exec(name)?.[1];
  const isIn = phases.some(({ phase }) => phase.plans.some(({ id, done }) => id === plan && done));
  if (!name.startsWith(`${milestoneLabel({ place, version })}/`) || plan === undefined || name.endsWith("-before-landing") || isIn) return [];
  return [{ what: "kept-work", text: `${repo.name}: ${kept.reason} (${kept.ref}, ${kept.keptAt})`, at: { type: "commit", repo: repo.name, sha: kept.sha }, command: "dgs recover" }];
}

import { type CancelSignal, type FailureReason, type Job, type JobEffect, type JobFiles, type JobObservation, formatPhaseNumber, formatStepCommand, isRollingBack, jobMachine, JOB_FOLDERS, jobsFolder, type JobEvent, type PlanningPath, outstandingItems, previewJob, sameVersion, type Step, type StepOutcome, summaryPathOfJob } from "@dgs/core";
import { dirname } from "node:path";
import { drive, type DriveEnd } from "../drive.js";
import { loadJobTexts } from "../load-jobs.js";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { keepReport } from "../milestone-report/keep-report.js";
import { openJob, readWantedJob } from "../open-job.js";
import { refuseCutOffQuick } from "../quick/refuse-cut-off-quick.js";
import { takePauseRequests } from "../history/pause-request.js";
import { recordHistory } from "../history/record-history.js";
import { createStandingTeller } from "../history/tell-standing.js";
import { createSpending } from "../spending/create-spending.js";
import { usageNameOf } from "../spending/usage-files.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isRefusal, problemRefusal, refuse, type ExitKind, type Refusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { performNumbered } from "../perform-recorded.js";
import { performStep } from "../steps/perform-step.js";
import { readStartShas } from "../steps/start-shas.js";
import { finishChanges } from "../work/write-as-one.js";
import { expireKept } from "./recover.js";
import type { RunEvent, RunJobReport } from "./reports.js";

/** What `dgs run-job` is told. */
export interface RunJobInput {
  readonly version: string;
  readonly dryRun: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Runs a job, or goes on with it: completed steps are skipped, failed and interrupted ones run again. (Seed 000, "Running a Job") */
export async function runJob(ports: Ports, place: Place, input: RunJobInput): Promise<RunJobReport | Refusal> {
  if (!input.dryRun) {
    const answer = await openJob(ports, place, { version: input.version, objection: objectionTo, reap: ports.reap }, (job) => runLocked(ports, place, input, job));
    return isRefusal(answer) ? answer : keepReport(ports, place, answer, input.onEvent);
  }
  const job = readWantedJob(ports, place, { version: input.version });
  return isRefusal(job) ? job : report(job, { dryRun: true, exit: "ok", ran: 0 });
}

function objectionTo(job: Job): Refusal | undefined {
  const version = job.version ?? job.path;
  if (isRollingBack(job)) return refuse("job-rolling-back", `a rollback of the job of ${version} was begun and is not done`, `Run \`dgs rollback-job ${version}\` again to end it, or \`dgs recover --undo-rollback ${version}\` to take it back.`, { at: job.path });
  if (job.status !== "rolled_back") return undefined;
  return refuse("job-rolled-back", `the job of ${version} was rolled back`, `Create a new one with \`dgs create-milestone-job ${version}\`.`, { at: job.path });
}

async function runLocked(ports: Ports, place: Place, input: RunJobInput, before: Job): Promise<RunJobReport | Refusal> {
  const { path } = before;
  const finished = await finishChanges(ports.files, place);
  if (isRefusal(finished)) return finished;
  if (finished !== undefined) input.onEvent({ type: "note", text: `\`${finished}\` was cut off before and is done now` });
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  if (before.version !== undefined && !sameVersion(before.version, milestone.version)) {
    return refuse("not-the-active-milestone", `the job builds ${before.version}, but ${milestone.version} is the active milestone`, `Name ${before.version} in the front matter of STATE.md, or cancel the job.`, { at: path });
  }
  const cutOff = refuseCutOffQuick(ports.files, place, before.version ?? milestone.version);
  if (cutOff !== undefined) return cutOff;
  sweep(ports, place, [...loaded.product.phases, ...loaded.product.others].flatMap((phase) => phase.folder?.path ?? []));
  const [version, runId] = [before.version ?? milestone.version, ports.newId()];
  const history = recordHistory(ports, place, { version, runId, command: `run-job ${version}` }, input.onEvent);
  const spending = createSpending({ ports, place, config: loaded.config, name: usageNameOf(version), job: { version, ...(before.created === undefined ? {} : { since: before.created }) }, runId });
  const context: StepContext = { ports, place, config: loaded.config, version, milestoneName: milestone.name, signal: input.signal, onEvent: history.onEvent, inJob: true, runId, spending, spentOn: { milestone: version, step: "run-job" } };
  const pause = takePauseRequests(place, { version, runId });
  const run: Run = { ran: 0, refusal: undefined, tellStanding: createStandingTeller(context) };
  const end = await drive<JobFiles, Job, JobEffect, JobObservation, JobEvent>({
    machine: jobMachine,
    files: ports.files,
    load: (job) => loadJobTexts(ports.files, place, job?.path ?? path),
    filesFor: (texts, job) => ({ texts, path: job?.path ?? path }),
    opening: [{ type: "run-opened", at: ports.clock.now() }],
    stopped: () => input.signal.aborted || run.refusal !== undefined,
    isHeld: ({ type }) => type === "run-step" && pause.isAsked(),
    perform: (effect, job, record) => perform(context, run, effect, job, record),
    restate,
  });
  if (run.ran > 0 && end.type === "settled" && end.state.status === "completed") await dropOld(context);
  const answer = ended(end, run, !input.signal.aborted && pause.isAsked());
  pause.drop();
  history.end(answer.exit);
  return answer;
}

/** A job that is done is a good moment: it is rare, and one look at the refs of each repo. What git refuses is no matter of the job. */
async function dropOld(context: StepContext): Promise<void> {
  const report = await expireKept(context.ports, context.place);
  if (isRefusal(report)) context.onEvent({ type: "note", text: `what is kept was not looked through: ${report.message}` });
  else for (const { repo, ref } of report.dropped) context.onEvent({ type: "note", text: `${repo}: dropped ${ref}, which is older than ${String(context.config["recover.keep_days"])} days` });
}

interface Run {
  ran: number;
  /** Why the job could not be started; it stops the drive. */
  refusal: Refusal | undefined;
  readonly tellStanding: (job: Job) => void;
}

async function perform(context: StepContext, run: Run, effect: JobEffect, job: Job, record: (seen: JobObservation) => Promise<void>): Promise<void> {
  const { clock } = context.ports;
  switch (effect.type) {
    case "start-job": {
      const shas = await readStartShas(context);
      if (isRefusal(shas)) {
        run.refusal = shas;
        return undefined;
      }
      return record({ type: "heads-read", at: clock.now(), shas });
    }
    case "run-step": {
      run.tellStanding(job);
      return performNumbered<StepOutcome>({
        ...{ clock, onEvent: context.onEvent, record },
        ...{ step: effect.step, total: job.steps.length, command: formatStepCommand(effect.command) },
        perform: () => {
          run.ran++;
          const phase = effect.command.phase === undefined ? {} : { phase: formatPhaseNumber(effect.command.phase) };
          return performStep({ ...context, spentOn: { ...context.spentOn, step: formatStepCommand(effect.command), ...phase } }, effect.command, job);
        },
      });
    }
    case "finish-job":
      return record({ type: "steps-used-up", at: clock.now() });
    case "file-job":
      return record({ type: "filing-due", to: effect.to });
    case "write-summary":
      return record({ type: "summary-due" });
    case "keep-repo":
    case "reset-repo":
    case "remove-summaries":
    case "finish-rollback":
      // Somebody wrote a rollback into the file while the job ran.
      run.refusal = objectionTo(job);
      return undefined;
  }
}

/** The exit of a job that has halted: what the machine recorded about the step, which may be more than the step itself said. */
function exitOf(job: Job): ExitKind {
  const reason = job.steps.find((step) => step.status === "failed")?.reason;
  return EXIT_OF_REASON.find((each) => each === reason) ?? (job.status === "failed" ? "gaps" : "internal");
}

const EXIT_OF_REASON = ["gaps", "human-needed", "blocked", "budget", "timed-out", "conflict", "usage", "internal"] as const satisfies readonly (ExitKind & FailureReason)[];

/** A person saved the job file while a step ran: the step is found again by its marker and its command. */
function restate(seen: JobObservation, before: Job, now: Job): JobObservation | undefined {
  if (now.problems.some((problem) => problem.severity === "error")) return undefined;
  if (seen.type !== "step-opened" && seen.type !== "step-ended") return seen;
  const command = before.steps[seen.step]?.command;
  // What is opened may be a step that the person has marked `[!]` or `[>]` by hand: the machine takes all that is not done.
  const fits = (step: Step): boolean => (seen.type === "step-opened" ? step.status !== "completed" : step.status === "in-progress");
  const matches = now.steps.flatMap((step, index) => (command !== undefined && fits(step) && formatStepCommand(step.command) === formatStepCommand(command) ? [index] : []));
  const [step] = matches.includes(seen.step) ? [seen.step] : matches;
  return step === undefined ? undefined : { ...seen, step };
}

function sweep(ports: Ports, place: Place, phases: readonly PlanningPath[]): void {
  sweepTemporaries(place.root, [place.project, ...JOB_FOLDERS.map((folder) => jobsFolder(place.project, folder)), ...new Set([...phases, ...phases.map((phase) => dirname(phase))])], ports.disk);
}

function ended(end: DriveEnd<Job>, run: Run, paused: boolean): RunJobReport | Refusal {
  if (end.type === "refused") return fileRefusal(end.refusal);
  if (run.refusal !== undefined) return run.refusal;
  if (end.type === "stopped") return { ...report(end.state, { dryRun: false, exit: "cancelled", ran: run.ran }), ...(paused ? { paused } : {}) };
  const broken = problemRefusal(end.state.problems);
  if (broken !== undefined) return broken;
  const exit = end.state.status === "completed" ? "ok" : exitOf(end.state);
  return report(end.state, { dryRun: false, exit, ran: run.ran });
}

function report(job: Job, run: { readonly dryRun: boolean; readonly exit: ExitKind; readonly ran: number }): RunJobReport {
  const preview = previewJob(job);
  const steps = job.steps.map((step, index) => {
    const { command: _command, humanNeeded: _human, status: _status, ...told } = step;
    return { ...told, ...(preview[index] ?? { step: index + 1, status: step.status, marker: "", command: "", runs: false }) };
  });
  const failed = job.steps.find((step) => step.status === "failed");
  return {
    type: "run",
    version: job.version ?? job.path,
    path: job.path,
    status: job.status,
    ...run,
    steps,
    cycles: { milestone: job.gapFixCycle, phases: job.phaseFixCycle },
    humanNeeded: outstandingItems(job).map(({ item }) => item),
    ...(failed?.error === undefined ? {} : { error: `${formatStepCommand(failed.command)}: ${failed.error}` }),
    ...(job.summary === "current" ? { summaryPath: summaryPathOfJob(job.path) } : {}),
    problems: job.problems,
  };
}

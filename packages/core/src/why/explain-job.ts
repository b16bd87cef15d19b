import { phaseKey } from "../ids/phase-number.js";
import { formatStepCommand } from "../job/command-line.js";
import { cyclesOf } from "../job/gap-fix.js";
import { isNothingDone } from "../job/nothing-done.js";
import { outstandingItems } from "../job/outstanding.js";
import { isRollingBack } from "../job/rolling-back.js";
import { type Job, PHASE_FIX_BUDGET, type Step } from "../job/types.js";
import { auditReasons } from "./audit-reasons.js";
import type { Evidence } from "./evidence.js";
import { explainPhase } from "./explain-phase.js";
import type { PhaseFacts } from "./phase-facts.js";
import { becauseOf, count, explained, noRunnerReason, problemReason, reason, runnerReason } from "./reason.js";
import { evidenceOfField, evidenceOfStep, type Seen } from "./seen.js";
import type { Explanation, Reason, SeenRunner, WhyVerdict } from "./types.js";

/** All that the reasons of a job and of its steps are made of. */
export interface JobFacts {
  readonly job: Seen<Job>;
  readonly runner?: SeenRunner;
  /** Phases of steps that are told of, by the key of their number: those that are not here are not looked into. */
  readonly phases: ReadonlyMap<string, PhaseFacts>;
  /** Usage limits and budgets that hold agents back now. */
  readonly spending: readonly Reason[];
  /** Why a run would not begin, besides what the file says. */
  readonly obstacles: readonly Reason[];
}

/** The first step that is not completed, by its index; -1 where all are. */
export function currentStep({ steps }: Pick<Job, "steps">): number {
  return steps.findIndex((step) => step.status !== "completed");
}

/** Says how a job stands and why. */
export function explainJob(facts: JobFacts): Explanation {
  const { job, runner, obstacles } = facts;
  const { state } = job;
  const stopped = stoppedJob(facts);
  if (stopped !== undefined) return stopped;
  const current = currentStep(state);
  const status = evidenceOfField(job, "status");
  if (state.status === "completed") return explained("done", reason("job", `all of its ${count(state.steps.length, "step")} are completed${state.finished === undefined ? "" : ` since ${state.finished}`}`, status), ...leftReasons(job));
  const done = reason("job", `${String(state.steps.filter((step) => step.status === "completed").length)} of ${count(state.steps.length, "step")} are completed`, status);
  if (current < 0) return explained(runner === undefined ? "cut-off" : "running", done, runner === undefined ? noRunnerReason() : runnerReason(runner));
  const { verdict, reasons } = explainStep(facts, current);
  const at = reason("step", `step ${stepName(job, current)} ${STANDS[verdict]}`, evidenceOfStep(job, current), reasons);
  const isObstructed = obstacles.length > 0 && runner === undefined;
  const own: WhyVerdict = state.status === "pending" && verdict === "waiting" ? "ready" : verdict;
  const begun = state.status === "pending" ? [reason("job", state.cancelled === undefined ? "it was made and is not started" : `it was cancelled on ${state.cancelled}, and no run has taken it up since`, status)] : [];
  return explained(isObstructed ? "blocked" : own, ...(isObstructed ? obstacles : []), ...begun, at, done);
}

const STANDS: Readonly<Record<WhyVerdict, string>> = { done: "is done", skipped: "is done", ready: "is the next one", running: "is under way", waiting: "waits", "cut-off": "was cut off", failed: "failed", blocked: "is blocked", "given-up": "was given up" };

/** Says how one step of a job stands and why; `index` is one of the job's. */
export function explainStep(facts: JobFacts, index: number): Explanation {
  const { job, runner } = facts;
  const step = job.state.steps[index];
  const stopped = step?.status === "completed" ? undefined : stoppedJob(facts);
  if (stopped !== undefined) return stopped;
  if (step === undefined) return explained("blocked", reason("step", `the job has no step ${String(index + 1)}`, { type: "file", path: job.path }));
  switch (step.status) {
    case "completed":
      return completed(facts, index, step);
    case "failed":
      return failed(facts, index, step);
    case "in-progress": {
      const who = runner === undefined ? noRunnerReason() : runnerReason(runner);
      const since = step.started === undefined ? "" : ` since ${step.started}`;
      const says = runner === undefined ? `it was begun${step.started === undefined ? "" : ` at ${step.started}`} and did not end` : `it is under way${since}`;
      return explained(runner === undefined ? "cut-off" : "running", reason("step", says, evidenceOfStep(job, index, "started"), [who]), ...insertedReasons(job, index), ...insideReasons(facts, step));
    }
    case "pending":
      return pending(facts, index);
  }
}

/** A job that no run goes on with, whatever its steps say. */
function stoppedJob({ job, runner }: JobFacts): Explanation | undefined {
  const { state } = job;
  const errors = state.problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return explained("blocked", ...errors.map(problemReason));
  if (isRollingBack(state)) return explained(runner === undefined ? "cut-off" : "running", reason("job", "a rollback of it was begun and is not done", evidenceOfField(job, "rollback"), [runner === undefined ? noRunnerReason() : runnerReason(runner)]));
  if (state.status === "rolled_back") return explained("given-up", reason("job", `it was rolled back${state.rolledBack === undefined ? "" : ` on ${state.rolledBack}`}`, evidenceOfField(job, state.rolledBack === undefined ? "status" : "rolledback")));
  return undefined;
}

function completed({ job }: JobFacts, index: number, step: Step): Explanation {
  const at = (...keys: readonly string[]): Evidence => evidenceOfStep(job, index, ...keys);
  const notes = [
    ...(step.note === undefined ? [] : [reason("step", isNothingDone(step.note) ? `there was nothing to do: ${step.note}` : `it said: ${step.note}`, at("note"))]),
    ...(step.escalated === undefined ? [] : [reason("cycles", step.escalated, at("escalated"))]),
    ...step.humanNeeded.map((item) => reason("human-needed", `for a person: ${item}`, at("human-needed"))),
  ];
  if (isNothingDone(step.note)) return explained("skipped", ...notes, ...insertedReasons(job, index));
  if (step.started === undefined) return explained("skipped", reason("tick", "it was ticked in the job file, and no run has begun it", at()), ...notes, ...insertedReasons(job, index));
  return explained("done", reason("step", `it ended${step.finished === undefined ? "" : ` on ${step.finished}`}`, at("finished")), ...notes, ...insertedReasons(job, index));
}

/** A step that waits for a person or is blocked says so; all else failed. */
function failed(facts: JobFacts, index: number, step: Step): Explanation {
  const { job } = facts;
  const verdict: WhyVerdict = step.reason === "human-needed" ? "waiting" : step.reason === "blocked" ? "blocked" : "failed";
  const behind = [...cycleReasons(job, index, step), ...(step.reason === "budget" || step.reason === "timed-out" ? facts.spending : []), ...insideReasons(facts, step)];
  return explained(verdict, reason("step", `it halted the job${becauseOf(step)}: ${step.error ?? "nothing was said"}`, evidenceOfStep(job, index, "error"), behind), ...insertedReasons(job, index));
}

/** Which cycles were used, and what their audits found: the same fingerprint twice is no progress. */
function cycleReasons(job: Seen<Job>, index: number, { command, reason: why }: Step): readonly Reason[] {
  if (why !== "blocked") return [];
  const { phase } = command;
  const used = phase === undefined ? [] : [reason("cycles", `${String(cyclesOf(job.state, phase))} of ${String(PHASE_FIX_BUDGET)} gap-fix cycles of its phase are used`, evidenceOfField(job, "phasefixcycle"))];
  const milestone = phase === undefined ? [reason("cycles", `${count(job.state.gapFixCycle, "gap-fix cycle")} of the milestone are used`, evidenceOfField(job, "gapfixcycle"))] : [];
  const found = job.state.steps.slice(0, index).flatMap((step, at) => (step.evidence === undefined || step.command.name !== command.name || !isSamePhase(step.command.phase, phase) ? [] : [reason("cycles", `the audit of step ${String(at + 1)} found gaps with the fingerprint ${step.evidence}`, evidenceOfStep(job, at, "evidence"))]));
  return [...used, ...milestone, ...found];
}

function isSamePhase(a: Step["command"]["phase"], b: Step["command"]["phase"]): boolean {
  return (a === undefined ? "" : phaseKey(a)) === (b === undefined ? "" : phaseKey(b));
}

function insertedReasons(job: Seen<Job>, index: number): readonly Reason[] {
  const inserted = job.state.steps[index]?.inserted;
  return inserted === undefined ? [] : [reason("cycles", `it was put in by ${inserted}`, evidenceOfStep(job, index, "inserted"))];
}

function pending(facts: JobFacts, index: number): Explanation {
  const { job, runner } = facts;
  const first = currentStep(job.state);
  if (first !== index) {
    const before = explainStep(facts, first);
    return explained("waiting", reason("step", `step ${stepName(job, first)} comes first, and ${STANDS[before.verdict]}`, evidenceOfStep(job, first), before.reasons), ...insertedReasons(job, index));
  }
  if (runner !== undefined) return explained("waiting", reason("step", "it is the first step that is not completed", evidenceOfStep(job, index), [runnerReason(runner)]));
  return explained("ready", reason("step", "it is the first step that is not completed: the next run begins it", evidenceOfStep(job, index)), ...insertedReasons(job, index));
}

/** What the phase of a step says, without what is done in it. */
function insideReasons({ phases }: JobFacts, { command }: Step): readonly Reason[] {
  const phase = command.phase === undefined ? undefined : phases.get(phaseKey(command.phase));
  if (phase === undefined) return [];
  if (command.name === "audit-phase") return auditReasons(phase.audit, phase.runner);
  const { verdict, reasons } = explainPhase(phase);
  return verdict === "done" ? [] : reasons.filter(({ what, because }) => what !== "audit" && !(what === "plan" && because.length === 0));
}

/** What still waits for a person behind a job that came to its end. */
function leftReasons(job: Seen<Job>): readonly Reason[] {
  return outstandingItems(job.state).map(({ item }) => {
    const index = job.state.steps.findLastIndex((step) => step.humanNeeded.includes(item));
    return reason("human-needed", `for a person: ${item}`, index < 0 ? evidenceOfField(job, "status") : evidenceOfStep(job, index, "human-needed"));
  });
}

function stepName(job: Seen<Job>, index: number): string {
  const step = job.state.steps[index];
  return `${String(index + 1)}, ${step === undefined ? "?" : `\`${formatStepCommand(step.command)}\``},`;
}

/** What the job that is open says of a phase: its step of the phase that is at work, halted, or comes later. */
export function jobReasons({ job, runner, ...rest }: JobFacts, phase: Step["command"]["phase"]): Explanation | undefined {
  if (job.state.status === "completed" || job.state.status === "rolled_back") return undefined;
  const index = job.state.steps.findIndex((step) => step.status !== "completed" && isSamePhase(step.command.phase, phase));
  if (index < 0) return undefined;
  const facts = { job, ...(runner === undefined ? {} : { runner }), ...rest, phases: new Map<string, PhaseFacts>() };
  const { verdict, reasons } = explainStep(facts, index);
  return explained(verdict, reason("step", `the job ${job.state.version ?? ""} has it in step ${stepName(job, index)} which ${verdict === "ready" ? "is the next one" : STANDS[verdict]}`, evidenceOfStep(job, index), reasons));
}

/** What a job makes of how a phase or a plan stands: one that could begin waits for the steps before it, and goes on where the job does. */
export function withJob({ verdict, reasons }: Explanation, inJob: Explanation | undefined): Explanation {
  if (inJob === undefined || verdict === "done" || verdict === "skipped" || verdict === "given-up") return { verdict, reasons };
  return { verdict: verdict === "ready" ? inJob.verdict : verdict, reasons: [...reasons, ...inJob.reasons] };
}

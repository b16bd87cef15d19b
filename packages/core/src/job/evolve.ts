import { oneLine } from "../checklist/one-line.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import { folderOfJob } from "./filing.js";
import { cyclesOf } from "./gap-fix.js";
import { evolveRollback } from "./rolling-back.js";
import type { Job, JobEvent, Step, StepClosed } from "./types.js";

/** The state after an event: what `read` says of the files once the event's changes are made. */
export function evolveJob(job: Job, event: JobEvent): Job {
  switch (event.type) {
    case "job-started":
      return { ...job, started: event.at, startShas: event.shas };
    case "job-reopened":
      return unended({ ...job, steps: job.steps.map((step) => (step.status === "failed" || step.status === "in-progress" ? fresh(step) : step)) }, "in-progress");
    case "step-started":
      return withStep(job, event.step, (step) => ({ ...fresh(step), status: "in-progress", started: oneLine(event.at) }));
    case "step-completed":
      return closeStep(job, event);
    case "step-failed":
      return stale({
        ...withStep(job, event.step, (step) => ({ ...step, status: "failed", finished: event.at, reason: event.reason, error: oneLine(event.error) })),
        status: "failed",
        halted: event.at,
      });
    case "step-interrupted":
      return withStep(job, event.step, fresh);
    case "job-completed":
      return stale({ ...job, status: "completed", finished: event.at });
    case "job-filed":
      return { ...job, path: event.to, folder: folderOfJob(event.to) };
    case "summary-written":
      return { ...job, summary: "current" };
    case "rollback-begun":
      return { ...job, rollback: event.rollback };
    case "repo-kept":
    case "repo-reset":
    case "summaries-removed":
      return job.rollback === undefined ? job : { ...job, rollback: evolveRollback(job.rollback, event) };
    case "job-rolled-back":
      return { ...job, status: "rolled_back", rolledBack: event.at };
    case "rollback-undone":
      return undone(job);
    case "job-cancelled":
      return stale({ ...job, status: "pending", cancelled: event.at, steps: job.steps.map((step) => (step.status === "in-progress" ? fresh(step) : step)) });
  }
}

function stale(job: Job): Job {
  return { ...job, summary: job.summary === "missing" ? "missing" : "stale" };
}

function undone({ rollback, ...job }: Job): Job {
  return { ...job, status: rollback?.was ?? job.status };
}

function unended(job: Job, status: Job["status"]): Job {
  return stale({ ...job, status });
}

/** A step as it is before its first run: what was recorded about an earlier run is gone, where it came from stays. */
function fresh(step: Step): Step {
  return { command: step.command, status: "pending", humanNeeded: [], ...(step.inserted === undefined ? {} : { inserted: step.inserted }) };
}

function withStep(job: Job, index: number, change: (step: Step) => Step): Job {
  return { ...job, steps: job.steps.map((step, at) => (at === index ? change(step) : step)) };
}

function closeStep(job: Job, event: StepClosed): Job {
  const closed = withStep(job, event.step, ({ note: _note, escalated: _escalated, evidence: _evidence, ...step }) => ({
    ...step,
    status: "completed",
    finished: event.at,
    ...(event.note === undefined ? {} : { note: oneLine(event.note) }),
    ...(event.escalated === undefined ? {} : { escalated: oneLine(event.escalated) }),
    ...(event.evidence === undefined ? {} : { evidence: oneLine(event.evidence) }),
    humanNeeded: event.humanNeeded.map(oneLine),
  }));
  const inserted = event.insert.map((command): Step => ({ command, status: "pending", humanNeeded: [], ...(event.origin === undefined ? {} : { inserted: event.origin }) }));
  const steps = [...closed.steps.slice(0, event.step + 1), ...inserted, ...closed.steps.slice(event.step + 1)];
  return { ...closed, steps, ...counted(job, event) };
}

function counted(job: Job, event: StepClosed): Partial<Pick<Job, "gapFixCycle" | "phaseFixCycle">> {
  if (event.cycle === undefined) return {};
  if (event.cycle.of === "milestone") return { gapFixCycle: job.gapFixCycle + 1 };
  return { phaseFixCycle: { ...job.phaseFixCycle, [formatPhaseNumber(event.cycle.phase)]: cyclesOf(job, event.cycle.phase) + 1 } };
}

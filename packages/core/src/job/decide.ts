import { decideAudited } from "./gap-fix.js";
import { decideRollback, isOfRollback, isRollingBack } from "./rolling-back.js";
import type { Job, JobEvent, JobObservation, Step, StepOutcome } from "./types.js";

/** What to record about what was seen. An observation that does not fit the state records nothing. */
export function decideForJob(job: Job, seen: JobObservation): readonly JobEvent[] {
  if (isOfRollback(seen)) return decideRollback(job, seen);
  if (isRollingBack(job) && seen.type !== "filing-due") return [];
  switch (seen.type) {
    case "run-opened":
      return needsReopening(job) ? [{ type: "job-reopened" }] : [];
    case "heads-read":
      return runs(job) && job.started === undefined ? [{ type: "job-started", at: seen.at, shas: seen.shas }] : [];
    case "step-opened":
      return runs(job) && isOpen(job.steps[seen.step]) ? [{ type: "step-started", at: seen.at, step: seen.step }] : [];
    case "step-ended":
      return job.steps[seen.step]?.status === "in-progress" ? decideStep(job, seen.at, seen.step, seen.outcome) : [];
    case "steps-used-up":
      return runs(job) && job.steps.every((step) => step.status === "completed") ? [{ type: "job-completed", at: seen.at }] : [];
    case "filing-due":
      return [{ type: "job-filed", to: seen.to }];
    case "summary-due":
      return [{ type: "summary-written" }];
    case "cancel-asked":
      return runs(job) || job.status === "failed" ? [{ type: "job-cancelled", at: seen.at }] : [];
  }
}

/** Also a step that a person marked by hand while the job ran: what `next` asks for must be able to start. */
function isOpen(step: Step | undefined): boolean {
  return step !== undefined && step.status !== "completed";
}

function runs(job: Job): boolean {
  return job.status === "in-progress";
}

/** `[>]` found at start is a step that was interrupted, `[!]` one that failed: both run again. (Seed 000, "Resuming a Failed Job") */
function needsReopening(job: Job): boolean {
  return job.status === "pending" || job.status === "failed" || (job.status === "in-progress" && job.steps.some((step) => step.status === "in-progress" || step.status === "failed"));
}

function decideStep(job: Job, at: string, step: number, outcome: StepOutcome): readonly JobEvent[] {
  const done = { type: "step-completed", at, step, humanNeeded: [], insert: [] } as const;
  switch (outcome.type) {
    case "done":
      return [{ ...done, humanNeeded: outcome.humanNeeded ?? [], ...(outcome.note === undefined ? {} : { note: outcome.note }) }];
    case "failed":
      return [{ type: "step-failed", at, step, reason: outcome.reason, error: outcome.error }];
    case "interrupted":
      return [{ type: "step-interrupted", step }];
    case "phase-audited":
    case "milestone-audited":
    case "fix-phases-added":
      return [decideAudited(job, at, step, outcome)];
  }
}

import { filingTarget } from "./filing.js";
import { isRollingBack, nextOfRollback } from "./rolling-back.js";
import { endOf } from "./summary-state.js";
import type { Job, JobEffect } from "./types.js";

/**
 * What a job asks for now; `[]` means that it is settled.
 *
 * A file in the wrong folder or a missing summary (a write that was cut off) is mended before anything else.
 */
export function nextForJob(job: Job): readonly JobEffect[] {
  if (job.problems.some((problem) => problem.severity === "error")) return [];
  const to = filingTarget(job);
  if (to !== undefined) return [{ type: "file-job", to }];
  if (isRollingBack(job)) return [nextOfRollback(job.rollback)];
  if (job.status === "in-progress") return nextStep(job);
  if (job.status !== "rolled_back" && endOf(job) !== undefined && job.summary !== "current") return [{ type: "write-summary" }];
  return [];
}

function nextStep(job: Job): readonly JobEffect[] {
  if (job.started === undefined) return [{ type: "start-job" }];
  const step = job.steps.findIndex((each) => each.status !== "completed");
  const command = job.steps[step]?.command;
  return command === undefined ? [{ type: "finish-job" }] : [{ type: "run-step", step, command }];
}

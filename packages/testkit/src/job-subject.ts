import { jobMachine, type Job, type JobEffect, type JobEvent, type JobFiles, type JobObservation, type PlanningPath } from "@dgs/core";
import type { LawSubject } from "./laws.js";

/** The job machine as the laws see it. */
export const jobSubject: LawSubject<JobFiles, Job, JobEffect, JobObservation, JobEvent> = {
  machine: jobMachine,
  filesFor: (texts, job) => ({ path: job.path, texts }),
  comparable: (job) => ({ ...sorted(job), problems: job.problems.map((problem) => problem.code) }),
};

/** The same job whatever the order its fields were set in. */
function sorted(job: Job): Record<string, unknown> {
  return JSON.parse(JSON.stringify(job, (_, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value))) as Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A job read from one text at a path. */
export function jobOf(path: PlanningPath, texts: ReadonlyMap<PlanningPath, string>): Job {
  return jobMachine.read({ path, texts });
}

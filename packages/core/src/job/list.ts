import type { JobFolder } from "../planning/layout.js";
import type { Job } from "./types.js";

/** One job in a list: completed and total steps make its progress fraction. */
export interface JobEntry {
  readonly version: string;
  readonly path: string;
  readonly status: Job["status"];
  readonly completed: number;
  readonly total: number;
  readonly problems: Job["problems"];
}

/** All jobs by the folder they lie in. */
export type JobList = Readonly<Record<JobFolder, readonly JobEntry[]>>;

/** Groups jobs by status, each with its progress fraction. (Seed 000, "Listing and Cancelling Jobs") */
export function listJobs(jobs: readonly Job[]): JobList {
  const of = (folder: JobFolder): JobEntry[] => jobs.filter((job) => job.folder === folder).map(entryOf);
  return { "in-progress": of("in-progress"), pending: of("pending"), completed: of("completed") };
}

function entryOf(job: Job): JobEntry {
  return {
    version: job.version ?? job.path,
    path: job.path,
    status: job.status,
    completed: job.steps.filter((step) => step.status === "completed").length,
    total: job.steps.length,
    problems: job.problems,
  };
}

import { type FileRefusal, type Files, type Job, listJobs as groupJobs } from "@dgs/core";
import { findJobPaths } from "../find-job-paths.js";
import { readJobAt } from "../load-jobs.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, type Refusal } from "../refusal.js";
import type { ListJobsReport } from "./reports.js";

/** Lists the jobs of a project by status, each with its progress. */
export function listJobs(ports: { readonly files: Files }, place: Place): Promise<ListJobsReport | Refusal> {
  const jobs = readJobs(ports.files, place);
  return Promise.resolve(isJobs(jobs) ? { type: "jobs", jobs: groupJobs(jobs) } : fileRefusal(jobs));
}

/** Reads all jobs of a project; the first file that cannot be read is the refusal. */
export function readJobs(files: Files, place: Place): readonly Job[] | FileRefusal {
  const jobs: Job[] = [];
  const paths = findJobPaths(files, place);
  if (isFileRefusal(paths)) return paths;
  for (const path of paths) {
    const job = readJobAt(files, place, path);
    if ("type" in job) return job;
    jobs.push(job);
  }
  return jobs;
}

/** Whether the answer of {@link readJobs} is the jobs. */
export function isJobs(answer: readonly Job[] | FileRefusal): answer is readonly Job[] {
  return Array.isArray(answer);
}

import type { Job } from "@dgs/core";
import { lockJob } from "./job-lock.js";
import { findJob, readJobAt } from "./load-jobs.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { fileRefusal, isRefusal, problemRefusal, type Refusal } from "./refusal.js";
import { underLock } from "./run-lock.js";

/** Which job a command works on, and why it would not. */
export interface JobWanted {
  readonly version: string;
  /** Says no to a job that is not fit for the command. */
  readonly objection?: (job: Job) => Refusal | undefined;
  /** Ends what a runner that died left running; a command that touches planning files only does without. */
  readonly reap?: Ports["reap"];
}

/**
 * Finds and reads the job of a version; one whose file has errors is a refusal, and so is one that the command will not have.
 *
 * Another runner may move the file to the next folder between the finding and the reading. So what was not found, found twice or not read
 * is looked for once more: a job that starts or ends does not do so twice in a row.
 */
export function readWantedJob(ports: Pick<Ports, "files">, place: Place, wanted: JobWanted): Job | Refusal {
  const first = lookForJob(ports, place, wanted.version);
  const job = isRefusal(first) ? lookForJob(ports, place, wanted.version) : first;
  return isRefusal(job) ? job : (wanted.objection?.(job) ?? job);
}

function lookForJob(ports: Pick<Ports, "files">, place: Place, version: string): Job | Refusal {
  const path = findJob(ports.files, place, version);
  if (isRefusal(path)) return path;
  const job = readJobAt(ports.files, place, path);
  return "type" in job ? fileRefusal(job) : (problemRefusal(job.problems) ?? job);
}

/**
 * Works on the job of a version while its lock is held.
 *
 * The job is read before the lock is taken, so that a refusal leaves nothing behind, and again once it is held: another
 * runner may have ended it meanwhile, and a person may have changed it.
 */
export async function openJob<Report>(ports: Pick<Ports, "files" | "clock" | "liveness" | "disk">, place: Place, wanted: JobWanted, work: (job: Job) => Promise<Report | Refusal>): Promise<Report | Refusal> {
  const found = readWantedJob(ports, place, wanted);
  if (isRefusal(found)) return found;
  return underLock(wanted, lockJob(ports, place, found.version ?? wanted.version), async () => {
    const job = readWantedJob(ports, place, wanted);
    return isRefusal(job) ? job : await work(job);
  });
}

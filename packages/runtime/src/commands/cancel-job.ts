import { isRollingBack, type Job, type JobEffect, type JobEvent, type JobFiles, jobMachine, type JobObservation, summaryPathOfJob } from "@dgs/core";
import { drive } from "../drive.js";
import { loadJobTexts } from "../load-jobs.js";
import { openJob } from "../open-job.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, refuse, type Refusal } from "../refusal.js";
import type { CancelJobReport } from "./reports.js";

/** Moves a job that is in progress back to pending and resets its running step; its code is not touched. (Seed 000, "Listing and Cancelling Jobs") */
export function cancelJob(ports: Pick<Ports, "files" | "clock" | "liveness" | "disk">, place: Place, input: { readonly version: string }): Promise<CancelJobReport | Refusal> {
  return openJob(ports, place, { version: input.version, objection: (job) => objectionTo(job, input.version) }, (job) => cancelLocked(ports, place, job, input.version));
}

function objectionTo(job: Job, version: string): Refusal | undefined {
  if (isRollingBack(job)) return refuse("job-rolling-back", `a rollback of the job of ${version} was begun and is not done`, `Run \`dgs rollback-job ${version}\` again to end it.`, { at: job.path });
  const wasCancelled = job.status === "pending" && job.cancelled !== undefined;
  if (job.status === "in-progress" || job.status === "failed" || wasCancelled) return undefined;
  return refuse("job-not-in-progress", `the job of ${version} is ${job.status}, not in progress`, job.status === "pending" ? "Delete the file if you do not want it." : "There is nothing to cancel.", { at: job.path });
}

async function cancelLocked(ports: Pick<Ports, "files" | "clock">, place: Place, { path }: Job, version: string): Promise<CancelJobReport | Refusal> {
  const end = await drive<JobFiles, Job, JobEffect, JobObservation, JobEvent>({
    machine: jobMachine,
    files: ports.files,
    load: (state) => loadJobTexts(ports.files, place, state?.path ?? path),
    filesFor: (texts, state) => ({ texts, path: state?.path ?? path }),
    opening: [{ type: "cancel-asked", at: ports.clock.now() }],
    stopped: () => false,
    perform: async (effect, _state, record) => {
      if (effect.type === "file-job") await record({ type: "filing-due", to: effect.to });
      else if (effect.type === "write-summary") await record({ type: "summary-due" });
      else throw new Error(`a cancelled job asked for ${effect.type}`);
    },
    restate: (seen) => seen,
  });
  if (end.type === "refused") return fileRefusal(end.refusal);
  return { type: "cancelled", version: end.state.version ?? version, path: end.state.path, folder: end.state.folder, summaryPath: summaryPathOfJob(end.state.path) };
}

import { type Files, parseVersion, type Quick, sameVersion } from "@dgs/core";
import { lockJob } from "./job-lock.js";
import { findJobPaths, readJobAt } from "./load-jobs.js";
import type { Lock } from "./lock.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { isFileRefusal, type Refusal } from "./refusal.js";
import { lockRunner } from "./run-lock.js";

/**
 * Takes the lock that a quick works under, or says who holds it. Product-level quicks of a project share one; a
 * milestone-context quick works in the milestone's worktree and takes the lock of the milestone's job.
 *
 * @param version The milestone of a milestone-context quick.
 */
export function lockQuick(ports: Pick<Ports, "files" | "clock" | "liveness" | "disk">, place: Place, kind: Quick["kind"], version: string | undefined): Lock | Refusal {
  if (kind === "milestone-context" && version !== undefined) return lockJob(ports, place, jobVersion(ports.files, place, version));
  return lockRunner(ports, place, { name: "quick", held: "a product-level quick of this project is worked on by" });
}

/** The version as the milestone's job spells it: the lock of `v1` and that of `v1.0` must be one. */
function jobVersion(files: Files, place: Place, version: string): string {
  const wanted = parseVersion(version);
  const paths = findJobPaths(files, place);
  if (wanted === undefined || isFileRefusal(paths)) return version;
  for (const path of paths) {
    const job = readJobAt(files, place, path);
    if (!("type" in job) && job.version !== undefined && sameVersion(job.version, wanted)) return job.version;
  }
  return version;
}

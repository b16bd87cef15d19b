import { type Files, type MilestoneVersion, parseVersion, sameVersion } from "@dgs/core";
import { findJobPaths } from "./find-job-paths.js";
import { readJobAt } from "./load-jobs.js";
import type { Place } from "./place.js";
import { isFileRefusal } from "./refusal.js";

/** The version of a milestone as its job spells it, or else as it is given: worktree and lock of `v1` and `v1.0` must be one. */
export function versionInUse(files: Files, place: Place, version: MilestoneVersion): MilestoneVersion {
  const paths = findJobPaths(files, place);
  for (const path of isFileRefusal(paths) ? [] : paths) {
    const job = readJobAt(files, place, path);
    const spelled = "type" in job || job.version === undefined ? undefined : parseVersion(job.version);
    if (!("type" in job) && job.version !== undefined && spelled !== undefined && sameVersion(spelled, version)) return job.version;
  }
  return version;
}

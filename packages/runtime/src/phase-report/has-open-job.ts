import { type Files, parseJobFileName, parseVersion, sameVersion } from "@dgs/core";
import { findOpenJobPaths } from "../find-job-paths.js";
import type { Place } from "../place.js";
import { isFileRefusal } from "../refusal.js";

/** Whether a milestone has a job that waits or goes on, by the names of the files: `dgs create-milestone-job` would refuse another one. */
export function hasOpenJob(files: Pick<Files, "list">, place: Pick<Place, "project">, version: string): boolean {
  const wanted = parseVersion(version);
  const paths = findOpenJobPaths(files, place);
  return wanted !== undefined && !isFileRefusal(paths) && paths.some((path) => {
    const found = parseJobFileName(path.slice(path.lastIndexOf("/") + 1))?.version;
    return found !== undefined && sameVersion(found, wanted);
  });
}

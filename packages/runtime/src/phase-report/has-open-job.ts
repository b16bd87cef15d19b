import { type Files, jobsFolder, parseJobFileName, parseVersion, sameVersion } from "@dgs/core";
import type { Place } from "../place.js";
import { isFileRefusal } from "../refusal.js";

/** Whether a milestone has a job that waits or goes on, by the names of the files: `dgs create-milestone-job` would refuse another one. */
export function hasOpenJob(files: Pick<Files, "list">, place: Pick<Place, "project">, version: string): boolean {
  const wanted = parseVersion(version);
  return (["in-progress", "pending"] as const).some((folder) => {
    const names = files.list(jobsFolder(place.project, folder));
    return !isFileRefusal(names) && names?.some((name) => isOf(name, wanted)) === true;
  });
}

function isOf(name: string, wanted: ReturnType<typeof parseVersion>): boolean {
  const version = parseJobFileName(name)?.version;
  return version !== undefined && wanted !== undefined && sameVersion(version, wanted);
}

import { type FileRefusal, type Files, jobsFolder, joinPath, parseJobFileName, type PlanningPath } from "@dgs/core";
import type { Place } from "./place.js";
import { isFileRefusal } from "./refusal.js";

/** Finds all job files of a project, running ones first. */
export function findJobPaths(files: Files, place: Place): readonly PlanningPath[] | FileRefusal {
  const paths: PlanningPath[] = [];
  for (const folder of ["in-progress", "pending", "completed"] as const) {
    const path = jobsFolder(place.project, folder);
    const names = files.list(path);
    if (isFileRefusal(names)) return names;
    for (const name of names ?? []) if (parseJobFileName(name) !== undefined) paths.push(joinPath(path, name));
  }
  return paths;
}

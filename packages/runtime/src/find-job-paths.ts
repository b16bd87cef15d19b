import { type FileRefusal, type Files, type JobFolder, jobsFolder, joinPath, parseJobFileName, type PlanningPath } from "@dgs/core";
import type { Place } from "./place.js";
import { isFileRefusal } from "./refusal.js";

/** Finds all job files of a project, running ones first. */
export function findJobPaths(files: Pick<Files, "list">, place: Pick<Place, "project">): readonly PlanningPath[] | FileRefusal {
  return pathsIn(files, place, ["in-progress", "pending", "completed"]);
}

/** Finds the job files of those that wait or go on, running ones first. */
export function findOpenJobPaths(files: Pick<Files, "list">, place: Pick<Place, "project">): readonly PlanningPath[] | FileRefusal {
  return pathsIn(files, place, ["in-progress", "pending"]);
}

function pathsIn(files: Pick<Files, "list">, place: Pick<Place, "project">, folders: readonly JobFolder[]): readonly PlanningPath[] | FileRefusal {
  const paths: PlanningPath[] = [];
  for (const folder of folders) {
    const path = jobsFolder(place.project, folder);
    const names = files.list(path);
    if (isFileRefusal(names)) return names;
    for (const name of names ?? []) if (parseJobFileName(name) !== undefined) paths.push(joinPath(path, name));
  }
  return paths;
}

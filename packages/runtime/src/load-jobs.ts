import { type FileRefusal, type Files, JOB_FOLDERS, type Job, jobMachine, jobsFolder, joinPath, parseJobFileName, type PlanningPath, parseVersion, sameVersion } from "@dgs/core";
import { findJobPaths } from "./find-job-paths.js";
import type { Place } from "./place.js";
import { fileRefusal, isFileRefusal, refuse, type Refusal } from "./refusal.js";

/** Texts of job files; those of other jobs are empty, for only their names matter. */
export type JobTexts = ReadonlyMap<PlanningPath, string>;

/** Reads what the job machine of one job file works on: the file, the summaries, the names in `completed/`. */
export function loadJobTexts(files: Files, place: Place, path: PlanningPath): JobTexts | FileRefusal {
  const texts = new Map<PlanningPath, string>();
  for (const folder of JOB_FOLDERS) {
    const parent = jobsFolder(place.project, folder);
    const names = files.list(parent);
    if (isFileRefusal(names)) return names;
    for (const name of names ?? []) {
      if (!name.endsWith(".md")) continue;
      const each = joinPath(parent, name);
      const wanted = each === path || name.endsWith("-SUMMARY.md");
      const text = wanted ? files.read(each) : "";
      if (typeof text === "object") return text;
      if (text !== undefined) texts.set(each, text);
    }
  }
  return texts;
}

/** Reads one job. */
export function readJobAt(files: Files, place: Place, path: PlanningPath): Job | FileRefusal {
  const texts = loadJobTexts(files, place, path);
  return texts instanceof Map ? jobMachine.read({ path, texts }) : (texts as FileRefusal);
}

/**
 * Finds the job file of a version: the one in progress, else the pending one, else the last that was completed.
 * One version in two of the first two folders is a refusal: nobody can tell which is meant.
 */
export function findJob(files: Files, place: Place, wanted: string): PlanningPath | Refusal {
  const version = parseVersion(wanted);
  if (version === undefined) return refuse("bad-version", `${JSON.stringify(wanted)} is not a version`, "Write it like v1.1; `dgs list-jobs` shows the versions of your jobs.");
  const all = findJobPaths(files, place);
  if (isFileRefusal(all)) return fileRefusal(all);
  const runOf = (path: PlanningPath): number | undefined => {
    const name = parseJobFileName(path.slice(path.lastIndexOf("/") + 1));
    return name !== undefined && sameVersion(name.version, version) ? name.run : undefined;
  };
  // By the number of the suffix: as texts, `-2` would come before no suffix and `-10` before `-2`.
  const found = all.filter((path) => runOf(path) !== undefined).sort((a, b) => (runOf(a) ?? 0) - (runOf(b) ?? 0));
  const open = found.filter((path) => !path.includes("/completed/") && !path.startsWith("jobs/completed/"));
  if (open.length > 1) return refuse("job-in-two-folders", `the job of ${version} lies in two folders: ${open.join(" and ")}`, "Look at both, keep the one that is right, and delete the other.", { at: open[0] ?? "jobs" });
  const path = open[0] ?? found.at(-1);
  return path ?? refuse("no-such-job", `there is no job for ${version}`, all.length === 0 ? `Create it with \`dgs create-milestone-job ${version}\`.` : `Create it with \`dgs create-milestone-job ${version}\`, or choose one that \`dgs list-jobs\` shows.`, { at: jobsFolder(place.project, "pending") });
}

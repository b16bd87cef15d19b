import type { PlanningPath } from "../ids/planning-path.js";
import { joinPath } from "../ids/planning-path.js";
import type { MilestoneVersion } from "../ids/version.js";
import type { JobFolder } from "../planning/layout.js";
import { JOB_FOLDERS, parseJobFileName } from "../planning/layout.js";
import type { JobStatus } from "./job-status.js";
import type { Job, JobFiles } from "./types.js";

/** The folder that a job of a status belongs in: a halted job stays in `in-progress/`. (design 3.11) */
function folderOfStatus(status: JobStatus): JobFolder {
  switch (status) {
    case "pending":
      return "pending";
    case "in-progress":
    case "failed":
      return "in-progress";
    case "completed":
    case "rolled_back":
      return "completed";
  }
}

/** The folder that a job file's path names; a file elsewhere counts as pending. */
export function folderOfJob(path: PlanningPath): JobFolder {
  const folder = path.split("/").at(-2);
  return JOB_FOLDERS.find((each) => each === folder) ?? "pending";
}

/** The version in a job file's name; a suffix (`-2`) of a repeated job is not part of it. */
export function versionOfJobPath(path: PlanningPath): MilestoneVersion | undefined {
  return parseJobFileName(nameOf(path))?.version;
}

/** Where a job's file goes next, or `undefined` when it lies where its status wants it. A name that is taken gets a suffix. */
export function filingTarget(job: Pick<Job, "path" | "folder" | "status" | "completedNames">): PlanningPath | undefined {
  const folder = folderOfStatus(job.status);
  if (folder === job.folder) return undefined;
  const stem = nameOf(job.path).replace(/\.md$/, "");
  let name = `${stem}.md`;
  if (folder === "completed") {
    for (let suffix = 2; job.completedNames.includes(name); suffix++) name = `${stem}-${String(suffix)}.md`;
  }
  return joinPath(...job.path.split("/").slice(0, -2), folder, name);
}

/** Where the summary of the job at a path lies. (Seed 000, "Job Summaries") */
export function summaryPathOf(path: PlanningPath): PlanningPath {
  return joinPath(...path.split("/").slice(0, -1), `${nameOf(path).replace(/^milestone-/, "job-").replace(/\.md$/, "")}-SUMMARY.md`);
}

/** Names of the other job files in `completed/`. */
export function completedNames(files: JobFiles): readonly string[] {
  return [...files.texts.keys()].filter((path) => path !== files.path && folderOfJob(path) === "completed" && nameOf(path).startsWith("milestone-")).map(nameOf).sort();
}

function nameOf(path: PlanningPath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

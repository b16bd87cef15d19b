import { type Files, milestonesFolder, parseArchiveName, parseJobFileName, projectFile, readFrontMatter, scanRoadmapNames } from "@dgs/core";
import { findJobPaths } from "../find-job-paths.js";
import type { Place } from "../place.js";
import { isFileRefusal } from "../refusal.js";
import { eachOnce, type KnownName } from "./known-name.js";

/** Names the versions that jobs have, those in progress first. No job is read: the names of their files say it. */
export function jobNames(files: Files, place: Place): readonly KnownName[] {
  const paths = findJobPaths(files, place);
  if (isFileRefusal(paths)) return [];
  return eachOnce(paths.flatMap((path) => {
    const [folder = "", name = ""] = path.split("/").slice(-2);
    const version = parseJobFileName(name)?.version;
    return version === undefined ? [] : [{ name: version, says: `job, ${folder.replace("-", " ")}` }];
  }));
}

/** Names the versions of jobs, then the active milestone, then those of the roadmap and of the archive. */
export function versionNames(files: Files, place: Place): readonly KnownName[] {
  const head = files.head(projectFile(place.project, "STATE"));
  const active = typeof head === "string" ? readFrontMatter(head).entries.get("milestone")?.value : undefined;
  const roadmap = files.read(projectFile(place.project, "ROADMAP"));
  const archive = files.list(milestonesFolder(place.project));
  return eachOnce([
    ...jobNames(files, place),
    ...(active?.kind === "scalar" && active.text !== "" ? [{ name: active.text, says: "the active milestone" }] : []),
    ...(typeof roadmap === "string" ? scanRoadmapNames(roadmap).milestones.map((name) => ({ name, says: "milestone" })) : []),
    ...(archive === undefined || isFileRefusal(archive) ? [] : archive.flatMap((name) => parseArchiveName(name.replace(/\/$/, "")) ?? []).map((name) => ({ name, says: "milestone, archived" }))),
  ]);
}

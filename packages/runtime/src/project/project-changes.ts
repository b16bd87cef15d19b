import { type FileChange, type Files, joinPath, parseVersion, type PlanningPath, type ProjectIdea, projectFile, renderDefaultConfig, renderProject, renderRequirements, renderState, setConfigKeys, type Config } from "@dgs/core";
import { basename } from "node:path";
import { findConfig } from "../load-config.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { starters } from "./starters.js";

/** What is written down of a project. */
export interface ProjectToWrite {
  readonly idea: ProjectIdea;
  readonly settings: Readonly<Partial<Pick<Config, "granularity" | "model_profile" | "workflow.research">>>;
  /** The day: `2025-11-20`. */
  readonly date: string;
}

/** The milestone that a new project starts with. */
const FIRST = parseVersion("v1.0");

/** Plans the files of a new project; a starter that nobody touched makes room, and anything else that is there is a refusal. */
export function projectChanges(files: Files, place: Place, { idea, settings, date }: ProjectToWrite): readonly FileChange[] | Refusal {
  if (FIRST === undefined) throw new RangeError("the first version is none");
  const own = [
    [projectFile(place.project, "PROJECT"), renderProject(idea)],
    [projectFile(place.project, "REQUIREMENTS"), renderRequirements(idea)],
    [projectFile(place.project, "STATE"), renderState({ version: FIRST, coreValue: idea.coreValue, date, activity: "Project written down" })],
  ] as const;
  const changes: FileChange[] = [];
  for (const [path, text] of own) {
    const change = putInPlace(files, place, path, text);
    if (isRefusal(change)) return change;
    changes.push(...change);
  }
  const roadmap = dropStarter(files, place, projectFile(place.project, "ROADMAP"));
  const config = configChange(files, place, settings);
  return isRefusal(roadmap) ? roadmap : isRefusal(config) ? config : [...changes, ...roadmap, ...config];
}

/** Whether a file is the starter that `dgs init` wrote, untouched. */
export function isStarter(place: Place, path: PlanningPath, text: string): boolean {
  return Object.entries(starters(basename(place.base))).some(([name, starter]) => joinPath(place.project, name) === path && starter === text);
}

function putInPlace(files: Files, place: Place, path: PlanningPath, text: string): readonly FileChange[] | Refusal {
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  if (before === undefined) return [{ type: "create", path, text }];
  if (before === text) return [];
  if (isStarter(place, path, before)) return [{ type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] }];
  return refuse("project-there", `${path} is there already, and is no starter of dgs init`, "Plan a milestone of what stands there: dgs new-milestone. Or move it away first.", { at: path });
}

/** The starter of the roadmap names a milestone that nobody planned. */
function dropStarter(files: Files, place: Place, path: PlanningPath): readonly FileChange[] | Refusal {
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  return before !== undefined && isStarter(place, path, before) ? [{ type: "delete", path, before }] : [];
}

function configChange(files: Files, place: Place, settings: ProjectToWrite["settings"]): readonly FileChange[] | Refusal {
  const config = findConfig(files, place);
  if (isRefusal(config)) return config;
  if (config === undefined) return [{ type: "create", path: joinPath("config.json"), text: renderDefaultConfig(settings) }];
  const text = setConfigKeys(config.text, settings);
  return text === config.text ? [] : [{ type: "edit", path: config.path, before: config.text, edits: [{ start: 0, end: config.text.length, text }] }];
}

import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import { joinPath, planningPath, type PlanningPath } from "../ids/planning-path.js";
import { slugify } from "../ids/slug.js";
import { parseVersion, type MilestoneVersion } from "../ids/version.js";

/** The folder of a project: empty where the planning root is the project itself. */
export type ProjectFolder = PlanningPath | "";

/** The folders that a job file moves through, in the order of a job's life. */
export const JOB_FOLDERS = ["pending", "in-progress", "completed"] as const;

/** One of {@link JOB_FOLDERS}. */
export type JobFolder = (typeof JOB_FOLDERS)[number];

/** The configuration files of a planning root; of two, the first in this list counts. */
export const CONFIG_FILES = ["dgs.config.json", "config.json"] as const;

/** The registry of a product's code repos. */
export const REPOS_FILE = "REPOS.md";

/** A file of a project that there is one of. */
export type ProjectFile = "PROJECT" | "ROADMAP" | "STATE" | "REQUIREMENTS" | "MILESTONES";

/** Returns the path of a project's own file, e.g. its roadmap. */
export function projectFile(project: ProjectFolder, file: ProjectFile): PlanningPath {
  return joinPath(project, `${file}.md`);
}

/** Returns the folder that holds the phase folders of a project. */
export function phasesFolder(project: ProjectFolder): PlanningPath {
  return joinPath(project, "phases");
}

/** Returns the folder that holds what is kept of finished milestones. */
export function milestonesFolder(project: ProjectFolder): PlanningPath {
  return joinPath(project, "milestones");
}

/** Returns the milestone that a folder `vX.Y-phases` below `milestones/` keeps the phases of. */
export function parseArchiveName(name: string): MilestoneVersion | undefined {
  return /^v/i.test(name) && name.endsWith("-phases") ? parseVersion(name.slice(0, -"-phases".length)) : undefined;
}

/** Returns the name of a new phase folder, e.g. `05-security`. */
function phaseFolderName(phase: PhaseNumber, title: string): string {
  return `${phase}-${slugify(title)}`;
}

/** Returns the path of a new phase folder. For one that may be there already look for its number: people rename folders, and a title changes. */
export function phaseFolderPath(project: ProjectFolder, phase: PhaseNumber, title: string): PlanningPath {
  return joinPath(phasesFolder(project), phaseFolderName(phase, title));
}

/** What a phase folder holds besides plans and summaries; a file's name is `{phase}-{kind}.md`. */
export const PHASE_FILE_KINDS = ["CONTEXT", "RESEARCH", "VERIFICATION", "VALIDATION", "UAT", "UAT-LOG", "HUMAN-UAT", "EXECUTION", "AUDIT", "CHECK"] as const;

/** One of {@link PHASE_FILE_KINDS}. */
export type PhaseFileKind = (typeof PHASE_FILE_KINDS)[number];

/** Returns the path of a phase's file of a kind, e.g. `phases/05-security/05-CONTEXT.md`. */
export function phaseFilePath(folder: PlanningPath, phase: PhaseNumber, kind: PhaseFileKind): PlanningPath {
  return joinPath(folder, `${phase}-${kind}.md`);
}

/** Returns the path of a plan, e.g. `phases/05-security/05-01-PLAN.md`. */
export function planPath(folder: PlanningPath, id: PlanId): PlanningPath {
  return joinPath(folder, `${id}-PLAN.md`);
}

/** Returns the path of the file that keeps what the agents of a plan handed back at its checkpoints. */
export function checkpointPath(folder: PlanningPath, id: PlanId): PlanningPath {
  return joinPath(folder, `${id}-CHECKPOINT.md`);
}

/** Returns the path of the summary that belongs to a plan file, in whichever of the three layouts it lies. */
export function summaryPathOf(plan: PlanningPath): PlanningPath {
  const slash = plan.lastIndexOf("/") + 1;
  const name = plan.slice(slash);
  return joinPath(plan.slice(0, Math.max(0, slash - 1)), name.startsWith("PLAN") ? name.replace("PLAN", "SUMMARY") : name.replace(/-PLAN\.md$/, "-SUMMARY.md"));
}

/** Returns a folder of jobs. `folder` is where a job stands: `pending`, `in-progress` or `completed`. */
export function jobsFolder(project: ProjectFolder, folder: JobFolder): PlanningPath {
  return joinPath(project, "jobs", folder);
}

/** Returns the path of a milestone's job file; `run` is the suffix that tells later jobs of one version apart (from 2). */
export function jobPath(project: ProjectFolder, folder: JobFolder, version: MilestoneVersion, run = 1): PlanningPath {
  return joinPath(jobsFolder(project, folder), `milestone-${version}${run > 1 ? `-${String(run)}` : ""}.md`);
}

/** What the name of a job file says. */
export interface JobFileName {
  readonly version: MilestoneVersion;
  readonly run: number;
}

/** Returns what a name in a jobs folder says, or `undefined` where it is no job file. */
export function parseJobFileName(name: string): JobFileName | undefined {
  const match = /^milestone-(v?\d+(?:\.\d+)*)(?:-(\d{1,4}))?\.md$/.exec(name);
  const version = match?.[1] === undefined ? undefined : parseVersion(match[1]);
  return version === undefined ? undefined : { version, run: match?.[2] === undefined ? 1 : Number(match[2]) };
}

/** Joins a folder and a name that was found on disk; `undefined` for a name that no planning path can have. */
export function childPath(folder: ProjectFolder, name: string): PlanningPath | undefined {
  if (folder === "") return name.includes("/") ? undefined : planningPath(name);
  // Thousands of names pass here: what the folder already promises is not checked again.
  const usable = name !== "" && name !== "." && name !== ".." && !name.includes("/") && !name.includes("\\") && !name.includes("\0");
  return usable ? (`${folder}/${name}` as PlanningPath) : undefined;
}

/** Folders at the top of a planning root that are never a project's. */
const NOT_PROJECTS: ReadonlySet<string> = new Set([
  "archive", "codebase", "debug", "docs", "forensics", "graphs", "ideas", "intel", "jobs", "journal", "milestones", "notes", "phases",
  "quick", "reports", "research", "seeds", "sketches", "specs", "spikes", "threads", "todos", "workstreams",
]);

/** Returns the folders of a listing of the planning root (folders end in `/`) that may be projects of a product. */
export function possibleProjects(names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith("/") && !name.startsWith(".")).map((name) => name.slice(0, -1)).filter((name) => !NOT_PROJECTS.has(name.toLowerCase()));
}

/** Whether a listing is of a project's folder: it holds a roadmap, a state file or phase folders. */
export function isProjectListing(names: readonly string[]): boolean {
  return names.includes("ROADMAP.md") || names.includes("STATE.md") || names.includes("phases/");
}

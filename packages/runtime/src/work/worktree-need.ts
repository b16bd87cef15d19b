import { basename } from "node:path";
import { formatPhaseNumber, isQuickPath, joinPath, parsePhaseNumber, type PlanningPath, type Quick, quickMachine, sameVersion, type Files, type Job, type MilestoneVersion, type ProjectFolder, type QuickStatus, type JobStatus } from "@dgs/core";
import { isJobs, readJobs } from "../commands/list-jobs.js";
import { loadProduct } from "../load-product.js";
import { projectsIn } from "../locate-root.js";
import type { Place } from "../place.js";
import { isFileRefusal, isRefusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";

/** What a worktree is of, as far as the planning files tell. */
export interface WorktreePurpose {
  readonly kind: "milestone" | "plan" | "audit" | "quick";
  /** The version, the version and the plan, the version and the phase that is audited, or the title. */
  readonly name: string;
}

/** Whether the planning files still have a use for a worktree. */
export interface WorktreeNeed {
  /** Absent: nothing in the planning files says. */
  readonly of?: WorktreePurpose;
  readonly isNeeded: boolean;
  /** Why it is needed, or why not. */
  readonly why: string;
}

/** What all projects of a product say about the worktrees of its repos. */
export interface Needs {
  readonly milestones: readonly MilestoneNeed[];
  readonly quicks: readonly Quick[];
  /** Why it cannot be told of some project what it works on; absent: it can. */
  readonly unclear?: string;
}

interface MilestoneNeed {
  /** What stands in the name of its worktrees. */
  readonly label: string;
  readonly version: string;
  readonly isActive: boolean;
  /** Of its jobs. */
  readonly jobs: readonly JobStatus[];
}

/** Reads what the projects of a product are at. A worktree of another project in the same repo is nobody's to remove, so all are asked. */
export function readNeeds(files: Files, place: Place): Needs {
  const names = new Set<string>([place.project, ...projectsIn(place.root)]);
  const projects = [...names].map((name) => readProject(files, { ...place, project: name === "" ? "" : joinPath(name) }));
  const unclear = projects.find((project) => project.unclear !== undefined)?.unclear;
  return { milestones: projects.flatMap((project) => project.milestones), quicks: projects.flatMap((project) => project.quicks), ...(unclear === undefined ? {} : { unclear }) };
}

function readProject(files: Files, place: Place): Needs {
  const where = place.project === "" ? "the planning folder" : `the project ${place.project}`;
  const loaded = loadProduct(files, place);
  const jobs = readJobs(files, place);
  const quicks = readQuicks(files, place.project);
  const refusal = isRefusal(loaded) ? loaded : isJobs(jobs) ? ("message" in quicks ? quicks : undefined) : jobs;
  if (isRefusal(loaded) || !isJobs(jobs) || "message" in quicks) return { milestones: [], quicks: [], unclear: `${where} cannot be read: ${refusal?.message ?? ""}` };
  const { milestone } = loaded.product;
  // One that the roadmap calls finished is nobody's work any more, though STATE.md still names it.
  const milestones = milestonesOf(place, milestone?.closed === false ? milestone.version : undefined, jobs);
  return { milestones, quicks, ...(milestone === undefined ? { unclear: `it cannot be told which milestone of ${where} is active` } : {}) };
}

function milestonesOf(place: Place, active: MilestoneVersion | undefined, jobs: readonly Job[]): readonly MilestoneNeed[] {
  const versions = [...new Set([...(active === undefined ? [] : [active]), ...jobs.flatMap((job) => job.version ?? [])])];
  return versions.map((version) => ({
    label: milestoneLabel({ place, version }),
    version,
    isActive: active !== undefined && sameVersion(active, version),
    jobs: jobs.filter((job) => job.version !== undefined && sameVersion(job.version, version)).map((job) => job.status),
  }));
}

function readQuicks(files: Files, project: ProjectFolder): readonly Quick[] | { readonly message: string } {
  const root = joinPath(project, "quick");
  const folders = files.list(root);
  if (isFileRefusal(folders)) return folders;
  const quicks: Quick[] = [];
  for (const folder of (folders ?? []).filter((name) => name.endsWith("/"))) {
    const names = files.list(joinPath(root, folder.slice(0, -1)));
    if (isFileRefusal(names)) return names;
    for (const path of (names ?? []).map((name): PlanningPath => joinPath(root, folder.slice(0, -1), name)).filter(isQuickPath)) {
      const text = files.read(path);
      if (typeof text === "object") return text;
      if (text !== undefined) quicks.push(quickMachine.read({ path, texts: new Map([[path, text]]) }));
    }
  }
  return quicks;
}

const ENDED: readonly QuickStatus[] = ["completed", "abandoned"];
const OPEN: readonly JobStatus[] = ["pending", "in-progress", "failed"];

/**
 * Says what a worktree is of, by the name of its folder, and whether it is still needed. What cannot be told counts as needed.
 * @param path The worktree, absolute.
 * @param checkout The checkout that it stands beside, absolute.
 */
export function needOf(needs: Needs, path: string, checkout: string): WorktreeNeed {
  const name = basename(path);
  const quicks = needs.quicks.filter((quick) => quick.kind === "product-level" && quick.worktree.replace("{repo}", basename(checkout)) === name);
  const quick = quicks.find((each) => !ENDED.includes(each.status)) ?? quicks.at(-1);
  if (quick !== undefined) return { of: { kind: "quick", name: quick.title }, isNeeded: !ENDED.includes(quick.status), why: `the quick is ${quick.status}` };
  const prefix = `${basename(checkout)}--`;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  const milestone = needs.milestones.filter(({ label }) => rest === label || rest?.startsWith(`${label}--`) === true).sort((a, b) => b.label.length - a.label.length)[0];
  if (milestone !== undefined) return needOfMilestone(milestone, rest ?? "");
  if (needs.unclear !== undefined) return { isNeeded: true, why: needs.unclear };
  return { isNeeded: false, why: "no milestone in work and no quick has it" };
}

function needOfMilestone({ label, version, isActive, jobs }: MilestoneNeed, rest: string): WorktreeNeed {
  const of = purposeOf(version, rest === label ? undefined : rest.slice(label.length + 2));
  const open = jobs.find((status) => OPEN.includes(status));
  if (open !== undefined) return { of, isNeeded: true, why: `its job is ${open}` };
  if (jobs.length > 0 && jobs.every((status) => status === "rolled_back")) return { of, isNeeded: false, why: "its job was rolled back" };
  if (isActive) return { of, isNeeded: true, why: "its milestone is active" };
  return { of, isNeeded: false, why: "its milestone is not active any more, and no job of it is open" };
}

/** An audit runs what failed once more on the commit that its phase started from, in a worktree of its own. */
function purposeOf(version: string, name: string | undefined): WorktreePurpose {
  if (name === undefined) return { kind: "milestone", name: version };
  const phase = name.startsWith("base-") ? parsePhaseNumber(name.slice("base-".length)) : undefined;
  return phase === undefined ? { kind: "plan", name: `${version} ${name}` } : { kind: "audit", name: `${version} phase ${formatPhaseNumber(phase)}` };
}

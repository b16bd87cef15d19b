import { phaseKey, type PhaseNumber } from "../ids/phase-number.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { type MilestoneVersion, parseVersion } from "../ids/version.js";
import type { Problem } from "../problem.js";
import { childPath, milestonesFolder, parseArchiveName, phasesFolder, type ProjectFolder } from "./layout.js";
import { DEFAULT_NAMING, parsePhaseFolderName, type NamingRules, type PhaseFolderName } from "./phase-folder-name.js";
import { pathProblem, quote } from "./problems.js";
import { reportGsd2Milestone } from "./report-gsd2.js";
import { sortPhaseFiles, type PhaseFiles } from "./sort-phase-files.js";
import { GSD2_MILESTONE, type Listings } from "./wanted-folders.js";

/** A phase folder on disk: what it holds by the names alone. */
export interface PhaseFolder extends PhaseFiles {
  readonly phase: PhaseNumber;
  readonly slug: string;
  readonly path: PlanningPath;
  /** The milestone that keeps the folder in its archive; `undefined` for a live folder. */
  readonly milestone: MilestoneVersion | undefined;
}

/** The phase folders of a project and what did not fit the rules. */
export interface PhaseScan {
  /** Live folders first, then archived ones, each in the order of their names. */
  readonly folders: readonly PhaseFolder[];
  /** Whether there is a folder for phases at all: nothing found in it is not the same as no place to look in. */
  readonly looked: boolean;
  readonly problems: readonly Problem[];
}

/** Finds the phase folders of a project in listings of its folders (see {@link wantedFolders}). */
export function scanPhases(listings: Listings, project: ProjectFolder = "", rules: NamingRules = DEFAULT_NAMING): PhaseScan {
  const problems: Problem[] = [];
  const live = phasesFolder(project);
  const folders = scanFolder(listings, live, undefined, rules, problems);
  const archive = milestonesFolder(project);
  for (const entry of listings.get(archive) ?? []) {
    const name = entry.slice(0, -1);
    const path = entry.endsWith("/") ? childPath(archive, name) : undefined;
    if (path === undefined) continue;
    const milestone = parseArchiveName(name);
    if (milestone !== undefined) folders.push(...scanFolder(listings, path, milestone, rules, problems));
    else if (isCompletionName(name)) continue;
    else if (GSD2_MILESTONE.test(name)) problems.push(reportGsd2Milestone(listings, path));
    else problems.push(pathProblem(path, "milestone-folder-unread", `${quote(name)} is not the archive of a milestone.`, "Name it like v1.0-phases, or move it elsewhere."));
  }
  return { folders, looked: listings.get(live) !== undefined, problems };
}

/** `v1.0-completion`: what a completion of DGS keeps its record in. */
function isCompletionName(name: string): boolean {
  return name.endsWith("-completion") && parseVersion(name.slice(0, -"-completion".length)) !== undefined;
}

interface Candidate extends PhaseFolderName {
  readonly path: PlanningPath;
  readonly name: string;
}

function scanFolder(listings: Listings, parent: PlanningPath, milestone: MilestoneVersion | undefined, rules: NamingRules, problems: Problem[]): PhaseFolder[] {
  const chosen = new Map<string, Candidate>();
  for (const entry of listings.get(parent) ?? []) {
    const candidate = readEntry(parent, entry, rules, problems);
    if (candidate === undefined) continue;
    const key = phaseKey(candidate.phase);
    const rival = chosen.get(key);
    const winner = rival !== undefined && (rival.canonical || !candidate.canonical) ? rival : candidate;
    chosen.set(key, winner);
    if (rival !== undefined) problems.push(duplicateFolder(winner, winner === rival ? candidate : rival));
  }
  return [...chosen.values()].map(({ phase, slug, path }) => {
    const nested = childPath(path, "plans");
    const files = sortPhaseFiles(path, phase, listings.get(path) ?? [], nested === undefined ? undefined : listings.get(nested), problems);
    return { phase, slug, path, milestone, ...files };
  });
}

function readEntry(parent: PlanningPath, entry: string, rules: NamingRules, problems: Problem[]): Candidate | undefined {
  if (entry.startsWith(".")) return undefined;
  if (!entry.endsWith("/")) {
    if (/plan|summary/i.test(entry)) problems.push(pathProblem(`${parent}/${entry}`, "plan-outside-phase", `${quote(entry)} lies in no phase folder and is not counted.`, "Move it into the folder of its phase."));
    return undefined;
  }
  const name = entry.slice(0, -1);
  const path = childPath(parent, name);
  const parsed = parsePhaseFolderName(name, rules);
  if (path === undefined || parsed === undefined) {
    problems.push(pathProblem(`${parent}/${name}`, "phase-folder-unread", `${quote(name)} is not the name of a phase folder.`, "Name it with the phase's number first, like 05-security."));
    return undefined;
  }
  if (parsed.overPadded) problems.push(pathProblem(path, "phase-folder-padding", `${quote(name)} has more zeros in front than other tools understand.`, `Rename it so that it starts with ${parsed.phase}.`));
  return { ...parsed, path, name };
}

function duplicateFolder(winner: Candidate, loser: Candidate): Problem {
  return pathProblem(loser.path, "duplicate-phase-folder", `Phase ${winner.phase} has two folders: ${quote(winner.name)} is used, ${quote(loser.name)} is not.`, "Move the files into one folder and remove the other.");
}

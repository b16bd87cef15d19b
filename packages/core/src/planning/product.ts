import { phaseKey, type PhaseNumber } from "../ids/phase-number.js";
import { sameVersion, type MilestoneVersion } from "../ids/version.js";
import type { Outline } from "../markdown/outline.js";
import type { Problem } from "../problem.js";
import { activeMilestone, type ActiveMilestone } from "./active-milestone.js";
import { projectFile, type ProjectFolder } from "./layout.js";
import { DEFAULT_NAMING, type NamingRules } from "./phase-folder-name.js";
import { pathProblem, placeFindings, type Finding } from "./problems.js";
import { readRoadmap } from "./roadmap.js";
import type { Roadmap, RoadmapPhase } from "./roadmap-types.js";
import type { PhaseFolder, PhaseScan } from "./scan-phases.js";
import { countPlans, effectiveStatus, hasOpenListedPlans, readDiskFacts, type DiskFacts, type Gate, type Heads, type PhaseStatus } from "./status.js";
import { findContradictions, reportResultFiles } from "./status-problems.js";

/** A phase as everything together tells it: roadmap, folder and the first lines of its files. */
export interface ProductPhase extends DiskFacts {
  readonly number: PhaseNumber;
  readonly name: string;
  readonly milestone: MilestoneVersion | undefined;
  readonly roadmap: RoadmapPhase;
  readonly folder: PhaseFolder | undefined;
  /** Whether the roadmap ticks it; `undefined` where it has no line in the checklist. */
  readonly ticked: boolean | undefined;
  readonly status: PhaseStatus;
  /** Without plans that were given up. */
  readonly planCount: number;
  readonly plansDone: number;
  /** Backlog and retired phases are shown and never counted, run or offered. */
  readonly counted: boolean;
}

/** How far a milestone is. */
export interface ProgressCounts {
  readonly phases: number;
  readonly phasesComplete: number;
  readonly plans: number;
  readonly plansDone: number;
}

/** One project of a product: what is planned, what is done, what comes next, and what is wrong with its files. */
export interface Product {
  readonly roadmap: Roadmap | undefined;
  /** `undefined` where it cannot be told: then nothing can be run. */
  readonly milestone: ActiveMilestone | undefined;
  /** The phases of the active milestone, in roadmap order. */
  readonly phases: readonly ProductPhase[];
  /** The phases of all other milestones. */
  readonly others: readonly ProductPhase[];
  /** Live folders that no phase of the roadmap belongs to. */
  readonly unlisted: readonly PhaseFolder[];
  readonly counts: ProgressCounts;
  /** The first phase of the active milestone that is not complete. */
  readonly next: ProductPhase | undefined;
  /** Whether the active milestone has phases and all of them are complete. Nothing found is not everything done. */
  readonly finished: boolean;
  readonly problems: readonly Problem[];
}

/** What {@link readProduct} is made of. */
export interface ProductInput {
  readonly project: ProjectFolder;
  /** `undefined` where there is no roadmap. */
  readonly roadmap: { readonly source: string; readonly outline: Outline } | undefined;
  /** `milestone:` of STATE.md, as it is written. */
  readonly stateMilestone: string | undefined;
  readonly scan: PhaseScan;
  readonly heads: Heads;
  /** Whether the configuration has phases verified (`workflow.verifier`). */
  readonly verifier: boolean;
  readonly naming?: NamingRules;
}

/** Reads a project from its roadmap, its folders and the first lines of its files. */
export function readProduct(input: ProductInput): Product {
  const path = projectFile(input.project, "ROADMAP");
  if (input.roadmap === undefined) return withoutRoadmap(path, input.scan);
  const { source, outline } = input.roadmap;
  const roadmap = readRoadmap(source, outline, path, (input.naming ?? DEFAULT_NAMING).naming);
  const { milestone, problems } = activeMilestone(roadmap, input.stateMilestone);
  const { folderOf, unlisted } = assignFolders(roadmap, milestone, input.scan.folders);
  const findings: Finding[] = [];
  const results: Problem[] = [];
  const closed = roadmap.milestones.filter(({ state }) => state === "closed").map(({ version }) => version);
  const all = roadmap.phases.map((phase) => {
    const facts = readPhase(phase, folderOf.get(phase), input);
    // What a finished milestone left behind is nobody's task any more.
    if (phase.milestone !== undefined && closed.includes(phase.milestone) && phase.milestone !== milestone?.version) return facts;
    if (facts.counted) findings.push(...findContradictions(phase, facts, gateOf(facts, input.verifier), facts.status));
    results.push(...reportResultFiles(facts, facts.folder?.documents.VERIFICATION));
    return facts;
  });
  const isActive = (phase: ProductPhase): boolean => milestone !== undefined && (phase.milestone === undefined || sameVersion(phase.milestone, milestone.version));
  const phases = all.filter(isActive);
  const counted = phases.filter((phase) => phase.counted);
  return {
    roadmap,
    milestone,
    phases,
    others: all.filter((phase) => !isActive(phase)),
    unlisted,
    counts: countPhases(counted),
    next: counted.find(({ status }) => status !== "complete"),
    finished: counted.length > 0 && counted.every(({ status }) => status === "complete"),
    problems: [...roadmap.problems, ...problems, ...placeFindings(path, source, findings), ...input.scan.problems, ...results, ...unlisted.map(reportUnlisted)],
  };
}

function withoutRoadmap(path: string, scan: PhaseScan): Product {
  const missing = pathProblem(path, "roadmap-missing", "There is no roadmap, so nothing says what is planned.", "Write a ROADMAP.md with a section for each phase.");
  const unlisted = scan.folders.filter(({ milestone }) => milestone === undefined);
  return {
    roadmap: undefined, milestone: undefined, phases: [], others: [], unlisted, counts: countPhases([]), next: undefined, finished: false,
    problems: [missing, ...scan.problems],
  };
}

function readPhase(phase: RoadmapPhase, folder: PhaseFolder | undefined, { heads, verifier }: ProductInput): ProductPhase {
  const facts = readDiskFacts(folder, heads);
  const { total, done } = countPlans(facts.plans);
  const status = effectiveStatus({ total, done }, gateOf({ roadmap: phase, verification: facts.verification }, verifier));
  return {
    ...facts, number: phase.number, name: phase.name, milestone: phase.milestone, roadmap: phase, folder, ticked: phase.entry?.ticked, status,
    planCount: total, plansDone: done, counted: !phase.backlog && !phase.retired,
  };
}

function gateOf({ roadmap, verification }: Pick<ProductPhase, "roadmap" | "verification">, verifier: boolean): Gate {
  return { verification, ticked: roadmap.entry?.ticked === true, plansOpenInRoadmap: hasOpenListedPlans(roadmap), verifier };
}

function countPhases(phases: readonly ProductPhase[]): ProgressCounts {
  return {
    phases: phases.length,
    phasesComplete: phases.filter(({ status }) => status === "complete").length,
    plans: phases.reduce((sum, { planCount }) => sum + planCount, 0),
    plansDone: phases.reduce((sum, { plansDone }) => sum + plansDone, 0),
  };
}

/**
 * Gives each phase its folder. An archived folder is its milestone's; a live one is the active milestone's phase of
 * that number, else the only other phase of it: a number that starts again must not find the folder of another.
 */
function assignFolders(roadmap: Roadmap, active: ActiveMilestone | undefined, folders: readonly PhaseFolder[]): { readonly folderOf: ReadonlyMap<RoadmapPhase, PhaseFolder>; readonly unlisted: PhaseFolder[] } {
  const byKey = new Map<string, RoadmapPhase[]>();
  for (const phase of roadmap.phases) byKey.set(phaseKey(phase.number), [...(byKey.get(phaseKey(phase.number)) ?? []), phase]);
  const folderOf = new Map<RoadmapPhase, PhaseFolder>();
  const unlisted: PhaseFolder[] = [];
  const ofVersion = (phases: readonly RoadmapPhase[], version: MilestoneVersion | undefined): RoadmapPhase | undefined =>
    version === undefined ? undefined : phases.find(({ milestone }) => milestone !== undefined && sameVersion(milestone, version));
  for (const folder of folders) {
    const phases = byKey.get(phaseKey(folder.phase)) ?? [];
    const own = folder.milestone === undefined
      ? (ofVersion(phases, active?.version) ?? phases.find(({ milestone }) => milestone === undefined) ?? (phases.length === 1 ? phases[0] : undefined))
      : ofVersion(phases, folder.milestone);
    if (own !== undefined && !folderOf.has(own)) folderOf.set(own, folder);
    else if (folder.milestone === undefined) unlisted.push(folder);
  }
  return { folderOf, unlisted };
}

function reportUnlisted({ path, phase, plans }: PhaseFolder): Problem {
  return pathProblem(path, "folder-without-phase", `The roadmap has no phase ${phase} for this folder and its ${String(plans.length)} plans; none of them is counted or run.`, `Add a section with the heading ### Phase ${phase}: Name to the roadmap, or move the folder to the archive of its milestone.`);
}

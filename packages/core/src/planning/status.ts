import type { PlanId } from "../ids/plan-id.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { parseVerificationStatus, type HeadFacts, type SummaryVerdict, type VerificationStatus } from "./head-facts.js";
import type { RoadmapPhase } from "./roadmap-types.js";
import type { PhaseFolder } from "./scan-phases.js";
import type { PlanFile } from "./sort-phase-files.js";

/** How far a phase is by what lies on disk. */
export type DiskStatus = "no-directory" | "empty" | "discussed" | "researched" | "planned" | "partial" | "executed";

/** What the verification of a phase came to; `missing` where there is none yet. */
export type PhaseVerification = VerificationStatus | "missing";

/**
 * The one status of a phase that every command goes by.
 *
 * `unplanned`: no plan. `planned`: no plan is done. `partial`: some are. `executed`: all are, and verification is
 * outstanding or says no. `complete`: all are, and verified or approved. (docs/decisions/0003-phase-status.md)
 */
export type PhaseStatus = "unplanned" | "planned" | "partial" | "executed" | "complete";

/** A plan and whether it is done: by its summary, never by a count. */
export interface PlanProgress extends PlanFile {
  readonly verdict: SummaryVerdict;
  readonly superseded: boolean;
  readonly done: boolean;
}

/** What the first lines of files say, as `readHeadFacts` reads them. A path that is not in it was not read yet. */
export type Heads = ReadonlyMap<PlanningPath, HeadFacts>;

/** What a status is made of, apart from the roadmap's tick. */
export interface DiskFacts {
  readonly disk: DiskStatus;
  readonly verification: PhaseVerification;
  /** Superseded plans included; they are not counted. */
  readonly plans: readonly PlanProgress[];
}

/**
 * Returns the files whose first lines are needed to tell how far phases are: read them, add them, ask again until
 * nothing is wanted. A plan is only opened where its summary does not complete it; archives are left closed.
 */
export function textsWanted(folders: readonly PhaseFolder[], heads: Heads): PlanningPath[] {
  const wanted: PlanningPath[] = [];
  const want = (path: PlanningPath | undefined): void => {
    if (path !== undefined && !heads.has(path)) wanted.push(path);
  };
  for (const { plans, documents, milestone } of folders) {
    if (milestone !== undefined) continue;
    for (const { path, summary } of plans) {
      want(summary);
      const verdict = summary === undefined ? "missing" : heads.get(summary)?.verdict;
      if (verdict !== undefined && verdict !== "valid") want(path);
    }
    if (plans.length > 0) want(documents.VERIFICATION);
  }
  return wanted;
}

/** Reads what a phase's folder says; `undefined` stands for a phase that has none. An archive is taken by its names. */
export function readDiskFacts(folder: PhaseFolder | undefined, heads: Heads): DiskFacts {
  if (folder === undefined) return { disk: "no-directory", verification: "missing", plans: [] };
  const plans = folder.plans.map((plan): PlanProgress => {
    const verdict = plan.summary === undefined ? "missing" : folder.milestone !== undefined ? "valid" : (heads.get(plan.summary)?.verdict ?? "unreadable");
    // A plan that was given up leaves all counts.
    const superseded = verdict !== "valid" && heads.get(plan.path)?.status === "superseded";
    return { id: plan.id, path: plan.path, stem: plan.stem, summary: plan.summary, verdict, superseded, done: verdict === "valid" };
  });
  return { disk: diskStatus(folder, plans), verification: verificationOf(folder, heads), plans };
}

function diskStatus({ documents }: PhaseFolder, plans: readonly PlanProgress[]): DiskStatus {
  const { total, done } = countPlans(plans);
  if (total > 0) return done === total ? "executed" : done > 0 ? "partial" : "planned";
  return documents.RESEARCH !== undefined ? "researched" : documents.CONTEXT !== undefined ? "discussed" : "empty";
}

/** Counts plans by id, without those that were given up. */
export function countPlans(plans: readonly PlanProgress[]): { readonly total: number; readonly done: number } {
  const counted = plans.filter(({ superseded }) => !superseded);
  return { total: counted.length, done: counted.filter(({ done }) => done).length };
}

/** The front matter alone counts: a body may well say that something passed. */
function verificationOf({ documents: { VERIFICATION: path }, milestone }: PhaseFolder, heads: Heads): PhaseVerification {
  if (path === undefined || milestone !== undefined) return "missing";
  const word = heads.get(path)?.status;
  // A scaffold that waits for the verifier says so itself.
  return word === "pending" ? "missing" : parseVerificationStatus(word);
}

/** What makes a phase complete, besides its plans. */
export interface Gate {
  readonly verification: PhaseVerification;
  /** Whether the roadmap ticks the phase off: the approval of a person. */
  readonly ticked: boolean;
  /** Whether the roadmap lists plans of the phase that are not ticked. */
  readonly plansOpenInRoadmap: boolean;
  /** Whether the product has its phases verified at all. */
  readonly verifier: boolean;
}

/** Tells the status of a phase from its plans and its gate: the only place that does. */
export function effectiveStatus(plans: { readonly total: number; readonly done: number }, gate: Gate): PhaseStatus {
  // History from before the tool: ticked off, and nothing here says otherwise.
  if (plans.total === 0) return gate.ticked && !gate.plansOpenInRoadmap ? "complete" : "unplanned";
  if (plans.done < plans.total) return plans.done > 0 ? "partial" : "planned";
  return isGateOpen(gate) ? "complete" : "executed";
}

function isGateOpen({ verification, ticked, verifier }: Gate): boolean {
  switch (verification) {
    case "passed": return true;
    case "missing":
    case "human_needed": return ticked || !verifier;
    case "gaps_found":
    case "unknown": return false;
  }
}

/** Whether the roadmap lists plans of a phase that are not ticked off. */
export function hasOpenListedPlans(phase: RoadmapPhase | undefined): boolean {
  return phase?.section?.plans.some(({ ticked }) => ticked === false) === true;
}

/** Returns the plans of a phase that have still to be carried out, in plan order. */
export function plansToDo(plans: readonly PlanProgress[]): PlanId[] {
  return plans.filter(({ done, superseded }) => !done && !superseded).map(({ id }) => id);
}

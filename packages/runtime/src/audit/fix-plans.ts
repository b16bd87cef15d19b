import { joinPath, planId, type PlanId, planNumberOf, planPath, type PlanningPath } from "@dgs/core";
import type { PhaseInFolder } from "../steps/find-phase.js";

/** Where a plan lies until the plan checker has taken it: no command takes a file of that name for a plan. */
export function draftPath(found: PhaseInFolder, id: PlanId): PlanningPath {
  return joinPath(found.folder.path, `${id}.plan-draft`);
}

/** Where it lies then. */
export function fixPlanPath(found: PhaseInFolder, id: PlanId): PlanningPath {
  return planPath(found.folder.path, id);
}

/** The id of the first plan of a phase that is not there yet. */
export function firstFreePlan(found: PhaseInFolder): PlanId {
  const numbers = found.folder.plans.map((plan) => Number.parseInt(planNumberOf(plan.id), 10));
  return planId(found.phase.number, String(Math.max(0, ...numbers.filter(Number.isFinite)) + 1));
}

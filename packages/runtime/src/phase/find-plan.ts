import { type PlanId, readPlan } from "@dgs/core";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { PhaseContext } from "./context.js";
import { type PlanTree, planTreeOf } from "./plan-tree.js";

/** A plan of the phase as its files stand now, and the trees that it may change. */
export interface FoundPlan {
  readonly found: PhaseInFolder;
  readonly plan: ReadPlan;
  readonly trees: readonly PlanTree[];
}

/** Finds a plan of the phase; read anew each time, as people may edit plans while others run. */
export function findPlan(context: PhaseContext, id: PlanId): FoundPlan | WorkFailure {
  const found = findPlannedPhase(context, context.found.phase.number);
  if ("type" in found) return found;
  const progress = found.phase.plans.find((each) => each.id === id);
  if (progress === undefined) return failed("usage", `phase ${found.label} has no plan ${id} any more: bring its file back, or delete its steps from the file of the execution`);
  const text = context.ports.files.read(progress.path);
  if (typeof text !== "string") return failed("usage", `${progress.path} cannot be read${text === undefined ? "" : `: ${text.message}`}`);
  const plan = { ...progress, plan: readPlan(text, progress.path) };
  const homes = homesOf(context.trees, plan);
  if (isFailure(homes)) return homes;
  return { found, plan, trees: homes.map((home) => planTreeOf(context, home, id)) };
}

function homesOf(trees: readonly WorkTree[], { id, plan }: ReadPlan): readonly WorkTree[] | WorkFailure {
  const homes = plan.repos.length === 0 ? trees : trees.filter((tree) => plan.repos.includes(tree.repo.name));
  if (homes.length === 0) return failed("usage", `plan ${id} names no repo that is registered`);
  const detached = homes.find((tree) => tree.branch === undefined);
  return detached === undefined ? homes : failed("conflict", `${detached.path} is on no branch, so plan ${id} has nothing to land on: put it back on its branch`);
}

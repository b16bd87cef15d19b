import { type PlanningPath, phaseFolderPath, type ProductPhase } from "@dgs/core";
import type { StepContext } from "./context.js";

/** The folder of a phase: the one it has, or the one it gets. */
export function folderOfPhase(context: StepContext, phase: ProductPhase): PlanningPath {
  return phase.folder?.path ?? phaseFolderPath(context.place.project, phase.number, phase.name);
}

import { formatPhaseNumber, phaseFilePath, type PhaseNumber, type PlanningPath, type ProductPhase, projectFile, samePhase } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";
import type { WorkContext } from "../work/context.js";

/**
 * Commits what an execution has changed of the planning files, and nothing else: roadmap, state, requirements, and of the phase its summaries, its
 * verification and the file of its execution. (Seed 004, "update_roadmap")
 */
export function commitPlanning(context: WorkContext, number: PhaseNumber): Promise<PlanningCommit> {
  return commitPlanningFiles(context, () => {
    const loaded = loadProduct(context.ports.files, context.place);
    const phase = isRefusal(loaded) ? undefined : loaded.product.phases.find((each) => samePhase(each.number, number));
    if (phase === undefined) return isRefusal(loaded) ? loaded.message : `phase ${formatPhaseNumber(number)} is not in the roadmap any more`;
    return { subject: `docs(phase-${formatPhaseNumber(number)}): ${phase.status === "complete" ? "complete" : "record"} phase execution`, paths: planningPathsOf(context, phase) };
  });
}

function planningPathsOf({ place }: WorkContext, phase: ProductPhase): readonly PlanningPath[] {
  const documents = phase.folder === undefined ? [] : [phaseFilePath(phase.folder.path, phase.number, "EXECUTION"), phase.folder.documents.VERIFICATION ?? []].flat();
  return [
    ...(["ROADMAP", "STATE", "REQUIREMENTS"] as const).map((file) => projectFile(place.project, file)),
    ...documents,
    ...phase.plans.flatMap((plan) => plan.summary ?? []),
  ];
}

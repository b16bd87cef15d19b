import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { commitMarked, uncommittedMarker } from "../work/commit-marked.js";
import type { PlanningCommit } from "../work/commit-planning-files.js";
import type { WorkFailure } from "../work/context.js";
import { commitPlanning, type PlanningEnded } from "./report-planning.js";

/**
 * Commits what a run has planned, also one that was killed or found a lock before, and CONTEXT.md with it. What a person has made of plans that are there is theirs to commit: `undefined`.
 * The same for the step of a job and the command.
 * @param gaps Whether the plans close gaps.
 */
export function commitPlanned(context: StepContext, { phase }: FoundPhase, end: PlanningEnded, gaps: boolean): Promise<PlanningCommit | undefined | WorkFailure> {
  if (end.type !== "planned" && end.type !== "there") return Promise.resolve(undefined);
  const folder = folderOfPhase(context, phase);
  return commitMarked(context, [uncommittedMarker(folder, "planning"), uncommittedMarker(folder, "discussion")], () => commitPlanning(context, phase.number, gaps));
}

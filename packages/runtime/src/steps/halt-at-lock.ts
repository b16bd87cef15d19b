import type { PlanningCommit } from "../work/commit-planning-files.js";
import { failed, type WorkFailure } from "../work/context.js";
import type { StepContext } from "./context.js";

/**
 * Halts a job where a lock of git kept what a step wrote from its commit: behind the step nobody would make it any more, and the next run of the step does. `undefined`: there is nothing to halt at.
 * @param done What the step has done: `the phase is planned`.
 */
export function haltAtLock({ place }: Pick<StepContext, "place">, done: string, planning: PlanningCommit | undefined): WorkFailure | undefined {
  if (planning?.type !== "refused" || planning.lock === undefined) return undefined;
  return failed("human-needed", `${done}, and its planning files in ${place.root} could not be committed: another git is at work there, or one that was killed left its lock. When none runs, delete ${planning.lock}, then run again: the commit is made then`);
}

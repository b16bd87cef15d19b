import { planProgressChanges } from "../steps/roadmap-changes.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { isFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import type { PhaseContext } from "./context.js";
import { findPlan } from "./find-plan.js";
import { isMarked } from "./has-marks-left.js";
import { removePlanTrees } from "./remove-plan-trees.js";

/**
 * Ends landings that were cut off behind the summary: the plan is done, so nobody asks for its landing any more, and its worktree would stay for ever.
 * So would the mark of what was accepted, where git did not let it go.
 */
export async function tidyDonePlans(context: PhaseContext, plans: readonly ReadPlan[]): Promise<void> {
  const done = plans.filter((plan) => plan.done);
  if (done.length > 0) {
    const refused = await writeFiles(context, planProgressChanges(context, context.found.phase.number));
    if (refused?.type === "failed") context.onEvent({ type: "note", text: `the roadmap was not brought up to date: ${refused.error}` });
  }
  for (const { id } of done) {
    const found = findPlan(context, id);
    if (isFailure(found)) continue;
    for (const tree of found.trees) {
      if (!(await isMarked(context, tree.repo, id))) continue;
      await removePlanTrees(context, id, found.trees);
      break;
    }
  }
}

/** Tries once more to take away what a lock of git's was in the way of: who held it may be done by now. */
export async function tidyAtLocks(context: PhaseContext): Promise<void> {
  for (const id of [...context.shared.leftAtLocks.keys()]) {
    const found = findPlan(context, id);
    if (!isFailure(found)) await removePlanTrees(context, id, found.trees);
  }
}

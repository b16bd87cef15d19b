import type { StepContext } from "../steps/context.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { baseOfAttempt } from "../work/attempt.js";
import { findRepos } from "../work/repos.js";
import { acceptedRef, attemptAt } from "./plan-tree.js";

/** Whether git still has a mark of a plan that is done: a lock, or the end of a runner, was in the way of taking away what its landing needs no more. */
export async function hasMarksLeft(context: StepContext, plans: readonly ReadPlan[]): Promise<boolean> {
  const { git } = context.ports;
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return false;
  for (const repo of repos) {
    for (const { id } of plans.filter((plan) => plan.done)) {
      if ((await baseOfAttempt(context, repo, attemptAt(context, id))) !== undefined) return true;
      if (typeof (await git.resolve(repo.path, acceptedRef(context, id))) === "string") return true;
    }
  }
  return false;
}

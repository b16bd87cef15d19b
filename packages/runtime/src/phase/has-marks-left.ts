import type { PlanId } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { baseOfAttempt } from "../work/attempt.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import { acceptedRef, attemptAt } from "./plan-tree.js";

/** Whether git has a mark of a plan in a repo: that it is at work, or what of it was accepted. */
export async function isMarked(context: StepContext, repo: Pick<CodeRepo, "path">, plan: PlanId): Promise<boolean> {
  if ((await baseOfAttempt(context, repo, attemptAt(context, plan))) !== undefined) return true;
  return typeof (await context.ports.git.resolve(repo.path, acceptedRef(context, plan))) === "string";
}

/** Whether git still has a mark of a plan that is done: a lock, or the end of a runner, was in the way of taking away what its landing needs no more. */
export async function hasMarksLeft(context: StepContext, plans: readonly ReadPlan[]): Promise<boolean> {
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return false;
  for (const repo of repos) {
    for (const { id } of plans.filter((plan) => plan.done)) if (await isMarked(context, repo, id)) return true;
  }
  return false;
}

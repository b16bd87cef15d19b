import { type Job, type JobEffect, type JobObservation, parseSha, type PlanningPath, planningPath, type RepoRollback, type Rollback } from "@dgs/core";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import { closeAttempts } from "./close-attempts.js";
import type { RollbackContext } from "./context.js";
import type { RepoObjection } from "./find-target.js";
import { resetPhaseBranches } from "./phase-branches.js";
import { planRollback, type RepoPlan } from "./plan-rollback.js";
import { removeSummaries } from "./summaries.js";

/** Performs one effect of a rollback and says what was seen of it. */
export async function performRollback(context: RollbackContext, job: Job, effect: JobEffect): Promise<JobObservation | Refusal> {
  switch (effect.type) {
    case "keep-repo":
      return withRepo(context, job, effect.repo, async (plan, rollback) => {
        const kept = await keepRepo(context, plan, rollback);
        return typeof kept === "object" ? kept : { type: "repo-kept", repo: effect.repo, ...(kept === undefined ? {} : { kept }) };
      });
    case "reset-repo":
      return withRepo(context, job, effect.repo, async (plan, rollback) => (await resetRepo(context, job, plan, rollback)) ?? { type: "repo-reset", repo: effect.repo });
    case "remove-summaries": {
      const removed = await removeSummaries(context, job.rollback?.phases ?? [], archiveOf(job));
      return isRefusal(removed) ? removed : { type: "summaries-removed" };
    }
    case "finish-rollback":
      return { type: "rollback-done", at: context.ports.clock.now() };
    case "file-job":
      return { type: "filing-due", to: effect.to };
    case "start-job":
    case "run-step":
    case "finish-job":
    case "write-summary":
      throw new Error(`a job that is rolled back asked for ${effect.type}`);
  }
}

/** Turns what speaks against a rollback into a refusal: a person has to put it right. */
export function objectionRefusal({ code, message, remedy }: RepoObjection): Refusal {
  return refuse(code, message, remedy, { exit: "human-needed" });
}

/** The folder that the summaries are moved to. */
export function archiveOf({ rollback }: Job): PlanningPath {
  const path = planningPath(rollback?.archive ?? "");
  if (path === undefined) throw new Error("the archive of a rollback is not a planning path");
  return path;
}

/** The last part of the keep ref's name: it stays the same when a rollback that was cut off goes on. */
export function keepName(context: RollbackContext, asked: string): string {
  return `rollback/${milestoneLabel(context)}-${stampOf(asked)}`;
}

/** A time as it may stand in a name of a file or a ref. */
export function stampOf(time: string): string {
  return time.replaceAll(/[^0-9TZ]/g, "");
}

/** The repo is looked at anew right before it is touched: since the last look somebody may have worked there. */
async function withRepo(context: RollbackContext, job: Job, name: string, act: (plan: RepoPlan, rollback: Rollback) => Promise<JobObservation | Refusal>): Promise<JobObservation | Refusal> {
  const { rollback } = job;
  const recorded = rollback?.repos.find((repo) => repo.name === name);
  if (rollback === undefined || recorded === undefined) throw new Error(`the rollback knows no repo ${name}`);
  const plan = await planRollback(context, job);
  if (isRefusal(plan)) return plan;
  const objection = plan.objections.find((each) => each.repo === name);
  if (objection !== undefined) return objectionRefusal(objection);
  const found = plan.repos.find((each) => each.repo.name === name);
  if (found === undefined) throw new Error(`the repo ${name} was neither found nor objected to`);
  return act({ ...found, to: startOf(recorded) }, rollback);
}

function startOf(recorded: RepoRollback): RepoPlan["to"] {
  const to = parseSha(recorded.to);
  if (to === undefined) throw new Error(`not a commit: ${recorded.to}`);
  return to;
}

async function keepRepo(context: RollbackContext, plan: RepoPlan, { asked }: Rollback): Promise<string | undefined | Refusal> {
  const spec = { tree: plan.tree, name: keepName(context, asked), reason: `before dgs rollback-job ${context.version}`, above: plan.to };
  const kept = await context.ports.git.keep(plan.where === "branch" ? { ...spec, branch: plan.branch } : spec);
  return typeof kept === "object" ? refuse(`git-${kept.code}`, `${plan.repo.name}: what lies in ${plan.tree} cannot be kept, so it is not reset: ${kept.message}`, "Put that right and run the command again.", { exit: "human-needed" }) : kept;
}

async function resetRepo(context: RollbackContext, job: Job, plan: RepoPlan, rollback: Rollback): Promise<Refusal | undefined> {
  const { git } = context.ports;
  // Once more: what was done in the tree since it was kept, or since an earlier run was cut off, is kept as well.
  const kept = await keepRepo(context, plan, rollback);
  if (typeof kept === "object") return kept;
  const reset = plan.where === "branch" ? await git.setRef(plan.tree, `refs/heads/${plan.branch}`, plan.to, plan.at) : await git.resetTo(plan.tree, plan.to, plan.spared);
  if (typeof reset === "object") return refuse(`git-${reset.code}`, `${plan.repo.name}: ${plan.branch} could not be put back to ${plan.to}: ${reset.message}`, `Put that right, then run \`dgs rollback-job ${context.version}\` again: it goes on there.`, { exit: "human-needed" });
  const branches = await resetPhaseBranches(context, job, { repo: plan.repo, branch: plan.branch, to: plan.to }, keepName(context, rollback.asked));
  if (branches !== undefined) return branches;
  const holders = [plan.to, ...rollback.repos.flatMap((repo) => (repo.name === plan.repo.name && repo.kept !== undefined ? [repo.kept] : []))];
  return closeAttempts(context, job, { repo: plan.repo, holders, keepAs: `${keepName(context, rollback.asked)}-attempt` });
}

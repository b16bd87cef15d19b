import { isRollingBack, type Job, type JobEffect, type JobEvent, type JobFiles, jobMachine, type JobObservation, joinPath } from "@dgs/core";
import { drive } from "../drive.js";
import { loadJobTexts } from "../load-jobs.js";
import { openJob, readWantedJob } from "../open-job.js";
import type { Place } from "../place.js";
import { fileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { rollbackContext, type RollbackContext, type RollbackPorts } from "../rollback/context.js";
import { objectionRefusal, performRollback, stampOf } from "../rollback/perform-rollback.js";
import { planRollback, type RepoPlan, type RollbackPlan } from "../rollback/plan-rollback.js";
import { sweepRollback } from "../rollback/sweep-rollback.js";
import type { RepoRollbackPreview, RollbackPreview, RollbackReport } from "./rollback-reports.js";

/** Says what a rollback of a job would do; writes nothing. (Seed 000, "Rolling Back a Job") */
export async function previewRollback(ports: Pick<RollbackPorts, "files" | "git" | "clock" | "liveness" | "disk" | "reap">, place: Place, input: { readonly version: string }): Promise<RollbackPreview | Refusal> {
  const job = readWantedJob(ports, place, { version: input.version, objection: objectionTo });
  if (isRefusal(job)) return job;
  const context = rollbackContext(ports, place, job);
  if (isRefusal(context)) return context;
  const plan = await planRollback(context, job);
  return isRefusal(plan) ? plan : previewOf(context, job, plan);
}

/**
 * Rolls a job back: keeps everything in every repo, resets each to where the job started, takes its summaries out of the phase folders. Whoever
 * calls this has shown the preview and was told to go on; what lies there differs from it by now is a refusal. Cut off anywhere, the same again
 * ends it. (Seed 000, "Rolling Back a Job"; design 3.12)
 */
export function rollbackJob(ports: RollbackPorts, place: Place, input: { readonly version: string; readonly preview: RollbackPreview }): Promise<RollbackReport | Refusal> {
  return openJob(ports, place, { version: input.version, objection: objectionTo, reap: ports.reap }, async (job) => {
    const context = rollbackContext(ports, place, job);
    if (isRefusal(context)) return context;
    const plan = await planRollback(context, job);
    if (isRefusal(plan)) return plan;
    const [objection] = plan.objections;
    if (objection !== undefined) return objectionRefusal(objection);
    if (JSON.stringify(previewOf(context, job, plan)) !== JSON.stringify(input.preview)) {
      return refuse("changed-since-preview", "something has changed since the preview was made", "Nothing was done. Run the command again and look at the new preview.", { at: job.path, exit: "conflict" });
    }
    return rollBack(context, job, plan);
  });
}

function objectionTo(job: Job): Refusal | undefined {
  const version = job.version ?? job.path;
  const at = job.path;
  // A rollback that was cut off before its file was moved is not done.
  if (job.status === "rolled_back" && jobMachine.next(job).length === 0) return refuse("job-rolled-back", `the job of ${version} is rolled back already`, `Create a new one with \`dgs create-milestone-job ${version}\`, or take the rollback back with \`dgs recover --undo-rollback ${version}\`.`, { at });
  if (job.startShas !== undefined) return undefined;
  if (job.started === undefined) return refuse("job-never-ran", `the job of ${version} was never run: there is nothing to roll back`, "Delete the file if you do not want it.", { at });
  return refuse("start-shas-missing", `the job of ${version} has no StartShas in its header: it must have been run with a version of DGS that records starting SHAs (v2.6+)`, "Put the repos back by hand: the commits of the job's plans have the trailer DGS-Plan.", { at });
}

function previewOf(context: RollbackContext, job: Job, plan: RollbackPlan): RollbackPreview {
  return {
    type: "rollback-preview",
    version: context.version,
    path: job.path,
    resumes: job.rollback !== undefined,
    repos: plan.repos.map(repoPreview),
    done: plan.done.map((repo) => repo.name),
    phases: plan.phases,
    summaries: plan.summaries,
    objections: plan.objections.map(({ repo, code, message, remedy }) => ({ repo, code, message, remedy })),
    notes: plan.notes,
  };
}

function repoPreview({ repo, where, branch, tree, at, to, commits, uncommitted, spared }: RepoPlan): RepoRollbackPreview {
  return {
    name: repo.name,
    where,
    branch,
    ...(where === "branch" ? {} : { tree }),
    from: at,
    to,
    commits: commits.map(({ sha, subject, body }) => ({ sha, subject, dgs: /^DGS-(?:Plan|Run): /m.test(body) })),
    uncommitted,
    ...(spared === undefined ? {} : { spared }),
  };
}

async function rollBack(context: RollbackContext, job: Job, plan: RollbackPlan): Promise<RollbackReport | Refusal> {
  const { ports, place } = context;
  const run: { refusal: Refusal | undefined } = { refusal: undefined };
  sweepRollback(context, job.rollback?.archive);
  const end = await drive<JobFiles, Job, JobEffect, JobObservation, JobEvent>({
    machine: jobMachine,
    files: ports.files,
    load: (state) => loadJobTexts(ports.files, place, state?.path ?? job.path),
    filesFor: (texts, state) => ({ texts, path: state?.path ?? job.path }),
    opening: job.rollback === undefined ? [askedFor(context, job, plan)] : [],
    stopped: () => run.refusal !== undefined,
    perform: async (effect, state, record) => {
      const seen = await performRollback(context, state, effect);
      if (isRefusal(seen)) run.refusal = seen;
      else await record(seen);
    },
    // A person may save the file meanwhile; a rollback that they took out of it is not gone on with.
    restate: (seen, _before, now) => (now.problems.some((problem) => problem.severity === "error") || (seen.type !== "rollback-asked" && seen.type !== "filing-due" && !isRollingBack(now)) ? undefined : seen),
  });
  if (end.type === "refused") return fileRefusal(end.refusal);
  if (run.refusal !== undefined) return run.refusal;
  const { rollback, path } = end.state;
  if (rollback === undefined) throw new Error("the rollback ended and is not in the job file");
  const repos = rollback.repos.map(({ name, where, branch, from, to, kept }) => ({ name, where, branch, from, to, ...(kept === undefined ? {} : { kept }) }));
  return { type: "rolled-back", version: context.version, path, repos, phases: rollback.phases, archive: rollback.archive, notes: plan.notes };
}

function askedFor({ ports, place }: RollbackContext, job: Job, plan: RollbackPlan): JobObservation {
  const asked = ports.clock.now();
  const stem = job.path.slice(job.path.lastIndexOf("/") + 1).replace(/\.md$/, "");
  const archive = joinPath(place.project, "jobs", "rolled-back", `${stem}-${stampOf(asked)}`);
  const repos = plan.repos.map(({ repo, where, branch, at, to }) => ({ name: repo.name, where, branch, from: at, to, state: "due" as const }));
  return { type: "rollback-asked", rollback: { asked, archive, phases: plan.phases, repos } };
}

import type { RepoRollback, Rollback } from "./rollback.js";
import type { Job, JobEffect, JobEvent, JobObservation } from "./types.js";

/** Whether a rollback of a job was begun and is not done: until it is, nothing else may happen to the job. */
export function isRollingBack(job: Pick<Job, "status" | "rollback">): job is Pick<Job, "status"> & { readonly rollback: Rollback } {
  return job.rollback !== undefined && job.status !== "rolled_back";
}

/** What a rollback asks for now. Everything is kept in every repo before the first one is reset. (design 3.12) */
export function nextOfRollback(rollback: Rollback): JobEffect {
  const due = rollback.repos.find((repo) => repo.state === "due");
  if (due !== undefined) return { type: "keep-repo", repo: due.name };
  const kept = rollback.repos.find((repo) => repo.state === "kept");
  if (kept !== undefined) return { type: "reset-repo", repo: kept.name };
  return rollback.summaries === "due" ? { type: "remove-summaries" } : { type: "finish-rollback" };
}

/** What is seen of a rollback. */
export type RollbackObservation = Extract<JobObservation, { readonly type: "rollback-asked" | "repo-kept" | "repo-reset" | "summaries-removed" | "rollback-done" | "undo-asked" }>;

/** Whether an observation is one of a rollback. */
export function isOfRollback(seen: JobObservation): seen is RollbackObservation {
  return seen.type === "rollback-asked" || seen.type === "repo-kept" || seen.type === "repo-reset" || seen.type === "summaries-removed" || seen.type === "rollback-done" || seen.type === "undo-asked";
}

/** What to record about what was seen of a rollback. */
export function decideRollback(job: Job, seen: RollbackObservation): readonly JobEvent[] {
  if (seen.type === "undo-asked") return job.rollback === undefined ? [] : [{ type: "rollback-undone", at: seen.at }];
  if (seen.type === "rollback-asked") return canBegin(job) ? [{ type: "rollback-begun", rollback: { ...seen.rollback, was: job.status, summaries: "due", repos: seen.rollback.repos.map(fresh) } }] : [];
  if (!isRollingBack(job)) return [];
  const { rollback } = job;
  const next = nextOfRollback(rollback);
  switch (seen.type) {
    case "repo-kept":
      return next.type === "keep-repo" && next.repo === seen.repo ? [{ type: "repo-kept", repo: seen.repo, ...(seen.kept === undefined ? {} : { kept: seen.kept }) }] : [];
    case "repo-reset":
      return next.type === "reset-repo" && next.repo === seen.repo ? [{ type: "repo-reset", repo: seen.repo }] : [];
    case "summaries-removed":
      return next.type === "remove-summaries" ? [{ type: "summaries-removed" }] : [];
    case "rollback-done":
      return next.type === "finish-rollback" ? [{ type: "job-rolled-back", at: seen.at }] : [];
  }
}

/** A rollback needs the commits that were recorded at the start, and is begun once. (Seed 000, "Rolling Back a Job") */
function canBegin(job: Job): boolean {
  return job.startShas !== undefined && job.status !== "rolled_back" && job.rollback === undefined;
}

function fresh({ kept: _kept, ...repo }: RepoRollback): RepoRollback {
  return { ...repo, state: "due" };
}

/** A rollback after an event of it. */
export function evolveRollback(rollback: Rollback, event: Extract<JobEvent, { readonly type: "repo-kept" | "repo-reset" | "summaries-removed" }>): Rollback {
  if (event.type === "summaries-removed") return { ...rollback, summaries: "gone" };
  const change = (repo: RepoRollback): RepoRollback =>
    event.type === "repo-reset" ? { ...repo, state: "reset" } : { ...repo, state: "kept", ...(event.kept === undefined ? {} : { kept: event.kept }) };
  return { ...rollback, repos: rollback.repos.map((repo) => (repo.name === event.repo ? change(repo) : repo)) };
}

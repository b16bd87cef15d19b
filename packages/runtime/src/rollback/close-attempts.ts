import { formatPhaseNumber, type Job } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { acceptedRef } from "../phase/plan-tree.js";
import { milestoneLabel } from "../steps/context.js";
import type { CodeRepo } from "../work/repos.js";
import type { RollbackContext } from "./context.js";

/** Where marks are taken away, and what holds their commits. */
export interface AttemptMarks {
  readonly repo: CodeRepo;
  /** Refs or commits that stay. */
  readonly holders: readonly string[];
  /** The last part of the keep ref's name for a commit that none of them holds. */
  readonly keepAs: string;
}

/**
 * Takes the marks of interrupted plans away, and of those that were accepted and not landed: they name commits of what was rolled back, and the next run
 * would go back there. A commit that nothing else holds is kept.
 */
export async function closeAttempts(context: RollbackContext, job: Job, { repo, holders, keepAs }: AttemptMarks): Promise<Refusal | undefined> {
  const { git } = context.ports;
  const refs = attemptRefs(context, job);
  if (isRefusal(refs)) return refs;
  for (const ref of refs) {
    const base = await git.resolve(repo.path, ref);
    if (typeof base !== "string") continue;
    const held = await git.isReachable(repo.path, base, holders);
    const pinned = held === true ? "set" : await git.setRef(repo.path, `refs/dgs/keep/${keepAs}-${base}`, base, undefined);
    const gone = pinned === "set" || pinned.code === "ref-changed" ? await git.setRef(repo.path, ref, undefined, base) : pinned;
    if (gone !== "set") return refuse(`git-${gone.code}`, `${repo.name}: ${gone.message}`, "Put that right and run the command again.", { exit: "human-needed" });
  }
  return undefined;
}

/** The marks of the phases that the job has steps for. */
function attemptRefs(context: RollbackContext, job: Job): readonly string[] | Refusal {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return loaded;
  const phases = new Set([...(job.rollback?.phases ?? []), ...job.steps.flatMap(({ command }) => (command.phase === undefined ? [] : [formatPhaseNumber(command.phase)]))]);
  const plans = loaded.product.phases.filter((phase) => phases.has(formatPhaseNumber(phase.number))).flatMap((phase) => phase.plans);
  return plans.flatMap((plan) => [`refs/dgs/attempts/${milestoneLabel(context)}/${plan.id}`, acceptedRef(context, plan.id)]);
}

import { formatPhaseNumber, type Job, type Sha } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { branchOfPhase } from "../steps/phase-branches.js";
import { strategyOf } from "../steps/trees.js";
import type { CodeRepo } from "../work/repos.js";
import type { RollbackContext } from "./context.js";

/** A branch of another phase of the job than the one that the worktree is on, under the strategy `phase`. */
export interface OtherBranch {
  readonly branch: string;
  readonly at: Sha;
}

/** Where the branches of a repo's phases go back to. */
export interface PhaseBranchesSpec {
  readonly repo: CodeRepo;
  /** The branch that is put back as a worktree or by itself; it is none of the others. */
  readonly branch: string;
  /** The commit at which the job started. */
  readonly to: Sha;
}

/** The last branch of a phase that there is in a repo; a worktree's own where it is one of these. `undefined`: no phase has one yet. */
export async function lastPhaseBranch(context: RollbackContext, repo: CodeRepo, own: string | undefined): Promise<string | undefined | Refusal> {
  const names = branchesOfPhases(context);
  if (isRefusal(names)) return names;
  if (own !== undefined && names.includes(own)) return own;
  for (const name of [...names].reverse()) if (typeof (await context.ports.git.resolve(repo.path, `refs/heads/${name}`)) === "string") return name;
  return undefined;
}

/** Branches of the job's other phases that stand above the commit at which it started; none under another strategy. */
export async function otherPhaseBranches(context: RollbackContext, job: Job, { repo, branch, to }: PhaseBranchesSpec): Promise<readonly OtherBranch[] | Refusal> {
  if (strategyOf(context.config["git.branching_strategy"]) !== "phase") return [];
  const names = branchesOfPhases(context, phasesOf(job));
  if (isRefusal(names)) return names;
  const others: OtherBranch[] = [];
  for (const name of names.filter((each) => each !== branch)) {
    const at = await context.ports.git.resolve(repo.path, `refs/heads/${name}`);
    // A branch that does not hold the start is of somebody else.
    if (typeof at === "string" && at !== to && (await context.ports.git.isReachable(repo.path, to, [at])) === true) others.push({ branch: name, at });
  }
  return others;
}

/**
 * Puts the branches of the job's other phases back to where it started; where each stood is pinned first, under a name by which an undo finds it.
 * Cut off anywhere, the same again does what is left.
 */
export async function resetPhaseBranches(context: RollbackContext, job: Job, spec: PhaseBranchesSpec, keepAs: string): Promise<Refusal | undefined> {
  const { git } = context.ports;
  const others = await otherPhaseBranches(context, job, spec);
  if (isRefusal(others)) return others;
  for (const { branch, at } of others) {
    const pin = pinOf(keepAs, branch);
    const pinned = await git.resolve(spec.repo.path, pin);
    const set = typeof pinned === "object" ? pinned : pinned === at ? "set" : await git.setRef(spec.repo.path, pin, at, pinned);
    const moved = set === "set" ? await git.setRef(spec.repo.path, `refs/heads/${branch}`, spec.to, at) : set;
    if (moved !== "set") return refuse(`git-${moved.code}`, `${spec.repo.name}: ${branch} could not be put back to ${spec.to}: ${moved.message}`, `Put that right, then run \`dgs rollback-job ${context.version}\` again: it goes on there.`, { exit: "human-needed" });
  }
  return undefined;
}

/** Puts the branches back to where {@link resetPhaseBranches} has found them. One that has moved on since stays, and is told. */
export async function restorePhaseBranches(context: RollbackContext, job: Job, spec: PhaseBranchesSpec, keepAs: string): Promise<readonly string[] | Refusal> {
  const { git } = context.ports;
  const names = branchesOfPhases(context, phasesOf(job));
  if (isRefusal(names)) return names;
  const notes: string[] = [];
  for (const branch of names.filter((each) => each !== spec.branch)) {
    const pinned = await git.resolve(spec.repo.path, pinOf(keepAs, branch));
    const at = await git.resolve(spec.repo.path, `refs/heads/${branch}`);
    if (typeof pinned !== "string" || at === pinned) continue;
    const moved = at === spec.to ? await git.setRef(spec.repo.path, `refs/heads/${branch}`, pinned, at) : undefined;
    if (moved === "set") continue;
    notes.push(`${spec.repo.name}: ${branch} stays as it is${moved === undefined ? ", as it has moved on since" : `: ${moved.message}`}; where it was before the rollback is kept as ${pinOf(keepAs, branch)}`);
  }
  return notes;
}

function pinOf(keepAs: string, branch: string): string {
  return `refs/dgs/keep/${keepAs}-branch/${branch}`;
}

/** Phases that the job carried out or has steps for. */
function phasesOf(job: Job): ReadonlySet<string> {
  return new Set([...(job.rollback?.phases ?? []), ...job.steps.flatMap(({ command }) => (command.phase === undefined ? [] : [formatPhaseNumber(command.phase)]))]);
}

/** The names of the branches of phases, in the order of the roadmap; all of them unless some are wanted. */
function branchesOfPhases(context: RollbackContext, wanted?: ReadonlySet<string>): readonly string[] | Refusal {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return loaded;
  const phases = loaded.product.phases.filter((phase) => wanted === undefined || wanted.has(formatPhaseNumber(phase.number)));
  return [...new Set(phases.map((phase) => branchOfPhase(context, phase)))];
}

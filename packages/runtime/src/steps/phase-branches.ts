import { basename } from "node:path";
import { phaseBranch, type PhaseNumber, type ProductPhase, samePhase, type Sha, type WorktreeEntry } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import { failed, type WorkFailure } from "../work/context.js";
import { removeOwnWorktree } from "../work/remove-own-worktree.js";
import type { CodeRepo } from "../work/repos.js";
import { milestoneLabel, type StepContext } from "./context.js";

/** A phase as far as its branch depends on it. */
export type BranchedPhase = Pick<ProductPhase, "number" | "name" | "folder">;

/** The branch that a worktree has to be on, and the commit it is made at where it is not there. */
export interface BranchAt {
  readonly branch: string;
  readonly base: Sha;
}

/** The branch of a phase under the strategy `phase`. */
export function branchOfPhase(context: Pick<StepContext, "config" | "place" | "version">, phase: BranchedPhase): string {
  const { folder } = phase;
  return phaseBranch({ template: context.config["git.phase_branch_template"], number: phase.number, name: phase.name, folder: folder === undefined ? undefined : basename(folder.path), label: milestoneLabel(context) });
}

/**
 * Chooses the branch of a repo's worktree under the strategy `phase`, and puts a worktree that stands on another one onto it. A new branch starts where the
 * worktree is, so that each phase builds on all work before it; without a worktree at the branch of the nearest earlier phase, else at the milestone's base.
 * @param path Where the worktree stands or is to stand.
 * @param phase Absent: the work is of no phase, and takes the worktree as it is, or else the last phase that has a branch.
 */
export async function choosePhaseBranch(context: StepContext, repo: CodeRepo, path: string, base: Sha, phase: BranchedPhase | undefined): Promise<BranchAt | WorkFailure> {
  if (phase === undefined) {
    const found = await branchOfNoPhase(context, repo, path);
    return found ?? failed("usage", `${repo.name} has no branch of a phase yet (git.branching_strategy is \`phase\`): carry a phase out first`);
  }
  const entry = await entryAt(context, repo, path);
  if (entry !== undefined && "type" in entry) return entry;
  const earlier = await earlierBranch(context, repo, phase.number);
  if ("type" in earlier) return earlier;
  const branch = branchOfPhase(context, phase);
  const wanted = { branch, base: entry?.head ?? earlier.found?.base ?? base };
  if (entry === undefined || entry.branch === branch) return wanted;
  return (await switchTo(context, repo, entry, branch)) ?? wanted;
}

/** What finding the branch of a phase takes. */
type BranchContext = Pick<StepContext, "config" | "place" | "version"> & { readonly ports: Pick<StepContext["ports"], "files" | "git"> };

/** The branch for work that is of no phase: the one that the worktree is on, or else that of the last phase that has one; `undefined` where none has. */
export async function branchOfNoPhase(context: BranchContext, repo: CodeRepo, path: string): Promise<BranchAt | undefined | Extract<WorkFailure, { readonly type: "failed" }>> {
  const entry = await entryAt(context, repo, path);
  if (entry !== undefined && "type" in entry) return entry;
  if (entry?.branch !== undefined && entry.head !== undefined) return { branch: entry.branch, base: entry.head };
  const earlier = await earlierBranch(context, repo, undefined);
  return "type" in earlier ? earlier : earlier.found;
}

/** The worktree of a repo at a path; `undefined` where none stands there. */
async function entryAt(context: BranchContext, repo: CodeRepo, path: string): Promise<WorktreeEntry | undefined | Extract<WorkFailure, { readonly type: "failed" }>> {
  const listed = await context.ports.git.listWorktrees(repo.path);
  if ("type" in listed) return { type: "failed", reason: "conflict", error: `${repo.name}: ${listed.message}` };
  return listed.find((each) => !each.missing && realpathOfNearest(each.path) === realpathOfNearest(path));
}

/** The branch of the nearest phase before one in the roadmap's order; without one of the last phase that has any. */
async function earlierBranch(context: BranchContext, repo: CodeRepo, number: PhaseNumber | undefined): Promise<{ readonly found: BranchAt | undefined } | Extract<WorkFailure, { type: "failed" }>> {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return { type: "failed", reason: "usage", error: loaded.message };
  const { phases } = loaded.product;
  const at = number === undefined ? phases.length : phases.findIndex((each) => samePhase(each.number, number));
  for (const phase of phases.slice(0, Math.max(0, at)).reverse()) {
    const branch = branchOfPhase(context, phase);
    const tip = await context.ports.git.resolve(repo.path, `refs/heads/${branch}`);
    if (typeof tip === "object") return { type: "failed", reason: "conflict", error: `${repo.name}: ${tip.message}` };
    if (tip !== undefined) return { found: { branch, base: tip } };
  }
  return { found: undefined };
}

/** A branch that is new, or names the same commit, only takes HEAD; for another commit the worktree is made anew, as nothing is ever checked out over files. */
async function switchTo(context: StepContext, repo: CodeRepo, entry: WorktreeEntry, branch: string): Promise<WorkFailure | undefined> {
  const { git } = context.ports;
  const status = await git.status(entry.path);
  if ("type" in status) return failed("conflict", `${repo.name}: ${status.message}`);
  if (status.length > 0) return failed("conflict", `${entry.path} is on ${entry.branch ?? "no branch"} and has changes that are not committed (${status.slice(0, 3).map((each) => each.path).join(", ")}): commit them or take them back, so that it can go to ${branch}`);
  const tip = await git.resolve(repo.path, `refs/heads/${branch}`);
  if (typeof tip === "object") return failed("conflict", `${repo.name}: ${tip.message}`);
  if (tip === undefined || tip === entry.head) return attach(context, { path: entry.path, head: entry.head, repo, branch });
  const removed = await removeOwnWorktree(context.ports, { repo: repo.path, path: entry.path, name: `${milestoneLabel(context)}/phase`, reason: `the worktree goes to ${branch}` });
  return removed.type === "stays" ? failed("conflict", `the worktree cannot go to ${branch}: ${removed.message}`) : undefined;
}

/** Puts HEAD of a tree on a branch at the commit where it is; index and files stay as they are. */
export async function attach(context: StepContext, { path, head, repo, branch }: { readonly path: string; readonly head: Sha | undefined; readonly repo: CodeRepo; readonly branch: string }): Promise<WorkFailure | undefined> {
  if (head === undefined) return failed("usage", `${repo.name} has no commit yet. Make a first commit`);
  const made = await context.ports.git.createBranch({ repo: repo.path, branch, at: head });
  if (made.type === "refused") return failed("conflict", `${repo.name}: the branch ${branch} could not be made: ${made.message}`);
  const attached = await context.ports.git.attachHead({ tree: path, branch });
  return attached.type === "refused" ? failed("conflict", `${path} could not go to ${branch}: ${attached.message}`) : undefined;
}

import { basename, dirname, join } from "node:path";
import { type GitRefusal, milestoneBranch, type MilestoneBranchInput, type Sha } from "@dgs/core";
import { milestoneLabel, type StepContext } from "./context.js";
import { attach, type BranchedPhase, branchOfPhase, choosePhaseBranch } from "./phase-branches.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import { setupWorktree } from "../work/setup-worktree.js";
import { realpathOfNearest } from "../inside-root.js";
import type { WorkTree } from "../work/work-tree.js";

/** What says where a milestone's code is. */
export type MilestoneContext = Pick<StepContext, "place" | "config" | "version" | "milestoneName"> & { readonly ports: Pick<StepContext["ports"], "git"> };

/**
 * Opens the trees that a milestone's code is changed in: a worktree beside each checkout, on the milestone's branch,
 * made the first time; with `git.worktrees: false` the checkout itself. (design 3.2)
 * @param phase The phase that the work is of: under the strategy `phase` its branch is opened. (docs/decisions)
 */
export async function openTrees(context: StepContext, phase?: BranchedPhase): Promise<readonly WorkTree[] | WorkFailure> {
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return failed("usage", `${repos.message}. ${repos.remedy}`);
  if (repos.length === 0) return failed("usage", "there is no git repository to change: run `git init` where the planning folder lies, or register repos in REPOS.md");
  const trees: WorkTree[] = [];
  for (const repo of repos) {
    const tree = context.config["git.worktrees"] ? await openWorktree(context, repo, phase) : await openCheckout(context, repo, phase);
    if (isFailure(tree)) return tree;
    trees.push(tree);
  }
  const strategy = strategyOf(context.config["git.branching_strategy"]);
  if (phase !== undefined && strategy !== "none") context.onEvent({ type: "note", text: `Branching: ${strategy} → ${[...new Set(trees.map((tree) => tree.branch))].join(", ")}` });
  return trees;
}

/** Where a milestone's worktree of a repo stands: `{repo}--{project}-{version}` beside the checkout. */
export function worktreePath(repo: CodeRepo, label: string): string {
  return join(dirname(repo.path), `${basename(repo.path)}--${label}`);
}

/** The branch that a milestone's code is changed on; `undefined` under the strategy `phase`. */
export function branchOfMilestone(context: MilestoneContext): string | undefined {
  return milestoneBranch({ strategy: strategyOf(context.config["git.branching_strategy"]), template: context.config["git.milestone_branch_template"], label: milestoneLabel(context), version: context.version, name: context.milestoneName });
}

/** The commit at which a milestone's branch starts in a repo; `undefined` where `git.base_branch` is not there. */
export function baseOfMilestone(context: MilestoneContext, repo: CodeRepo): Promise<Sha | undefined | GitRefusal> {
  const branch = context.config["git.base_branch"];
  return branch === undefined ? context.ports.git.head(repo.path) : context.ports.git.resolve(repo.path, `refs/heads/${branch}`);
}

async function openWorktree(context: StepContext, repo: CodeRepo, phase: BranchedPhase | undefined): Promise<WorkTree | WorkFailure> {
  const { git } = context.ports;
  const start = await baseOfMilestone(context, repo);
  if (start === undefined) return failed("usage", `${repo.name} has no branch ${String(context.config["git.base_branch"])} (git.base_branch)`);
  if (typeof start === "object") return failed("usage", `${repo.name}: ${start.message}${start.code === "no-commits" ? ". Make a first commit" : ""}`);
  const path = worktreePath(repo, milestoneLabel(context));
  const own = branchOfMilestone(context);
  const chosen = own === undefined ? await choosePhaseBranch(context, repo, path, start, phase) : { branch: own, base: start };
  if ("type" in chosen) return chosen;
  const { branch, base } = chosen;
  const added = await git.addWorktree({ repo: repo.path, path, branch, base });
  if (added.type === "refused") return failed("conflict", `the worktree ${path} of ${repo.name} could not be made: ${added.message}`);
  if (added.type === "added") context.onEvent({ type: "note", text: `worktree ${path} on ${branch}` });
  const isOurs = added.type === "added" ? true : await isOwn(context, repo, path);
  if (typeof isOurs === "object") return isOurs;
  // What a person made, a person sets up.
  const ready = isOurs ? await setupWorktree(context, { repo, path, slug: milestoneLabel(context) }) : undefined;
  return isFailure(ready) ? ready : { repo, path, branch, own: isOurs };
}

async function isOwn(context: StepContext, repo: CodeRepo, path: string): Promise<boolean | WorkFailure> {
  const listed = await context.ports.git.listWorktrees(repo.path);
  if ("type" in listed) return failed("conflict", `${repo.name}: ${listed.message}`);
  return listed.find((entry) => realpathOfNearest(entry.path) === realpathOfNearest(path))?.ours === true;
}

/** The branch that a phase asks for is taken where that moves no file; anything else in a person's checkout is the person's to do. */
async function openCheckout(context: StepContext, repo: CodeRepo, phase: BranchedPhase | undefined): Promise<WorkTree | WorkFailure> {
  const { git } = context.ports;
  const branch = await git.branch(repo.path);
  if (typeof branch === "object") return failed("usage", `${repo.name}: ${branch.message}`);
  const strategy = strategyOf(context.config["git.branching_strategy"]);
  const wanted = phase === undefined || strategy === "none" ? branch : (branchOfMilestone(context) ?? branchOfPhase(context, phase));
  if (wanted === undefined || wanted === branch) return { repo, path: repo.path, branch, own: false };
  const [head, tip] = [await git.head(repo.path), await git.resolve(repo.path, `refs/heads/${wanted}`)];
  if (typeof head === "object") return failed("usage", `${repo.name}: ${head.message}`);
  if (typeof tip === "object") return failed("usage", `${repo.name}: ${tip.message}`);
  if (tip !== undefined && tip !== head) return failed("usage", `${repo.path} is on ${branch ?? "no branch"}, and git.branching_strategy asks for ${wanted}: run \`git switch ${wanted}\` there`);
  return (await attach(context, { path: repo.path, head, repo, branch: wanted })) ?? { repo, path: repo.path, branch: wanted, own: false };
}

/** Reads the word of `git.branching_strategy`; what is none of its words counts as `none`. */
export function strategyOf(word: string): MilestoneBranchInput["strategy"] {
  return word === "phase" || word === "milestone" ? word : "none";
}

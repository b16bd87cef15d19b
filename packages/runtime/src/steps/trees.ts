import { basename, dirname, join } from "node:path";
import { type GitRefusal, milestoneBranch, type MilestoneBranchInput, type Sha } from "@dgs/core";
import { milestoneLabel, type StepContext } from "./context.js";
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
 */
export async function openTrees(context: StepContext): Promise<readonly WorkTree[] | WorkFailure> {
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return failed("usage", `${repos.message}. ${repos.remedy}`);
  if (repos.length === 0) return failed("usage", "there is no git repository to change: run `git init` where the planning folder lies, or register repos in REPOS.md");
  const trees: WorkTree[] = [];
  for (const repo of repos) {
    const tree = context.config["git.worktrees"] ? await openWorktree(context, repo) : await openCheckout(context, repo);
    if (isFailure(tree)) return tree;
    trees.push(tree);
  }
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

async function openWorktree(context: StepContext, repo: CodeRepo): Promise<WorkTree | WorkFailure> {
  const { git } = context.ports;
  const branch = branchOfMilestone(context);
  if (branch === undefined) return failed("usage", "git.branching_strategy is `phase`, which needs a branch of its own for each phase: use `milestone` or `none`");
  const base = await baseOfMilestone(context, repo);
  if (base === undefined) return failed("usage", `${repo.name} has no branch ${String(context.config["git.base_branch"])} (git.base_branch)`);
  if (typeof base === "object") return failed("usage", `${repo.name}: ${base.message}${base.code === "no-commits" ? ". Make a first commit" : ""}`);
  const path = worktreePath(repo, milestoneLabel(context));
  const added = await git.addWorktree({ repo: repo.path, path, branch, base });
  if (added.type === "refused") return failed("conflict", `the worktree ${path} of ${repo.name} could not be made: ${added.message}`);
  if (added.type === "added") context.onEvent({ type: "note", text: `worktree ${path} on ${branch}` });
  const own = added.type === "added" ? true : await isOwn(context, repo, path);
  if (typeof own === "object") return own;
  // What a person made, a person sets up.
  const ready = own ? await setupWorktree(context, { repo, path, slug: milestoneLabel(context) }) : undefined;
  return isFailure(ready) ? ready : { repo, path, branch, own };
}

async function isOwn(context: StepContext, repo: CodeRepo, path: string): Promise<boolean | WorkFailure> {
  const listed = await context.ports.git.listWorktrees(repo.path);
  if ("type" in listed) return failed("conflict", `${repo.name}: ${listed.message}`);
  return listed.find((entry) => realpathOfNearest(entry.path) === realpathOfNearest(path))?.ours === true;
}

async function openCheckout(context: StepContext, repo: CodeRepo): Promise<WorkTree | WorkFailure> {
  const branch = await context.ports.git.branch(repo.path);
  return typeof branch === "object" ? failed("usage", `${repo.name}: ${branch.message}`) : { repo, path: repo.path, branch, own: false };
}

/** Reads the word of `git.branching_strategy`; what is none of its words counts as `none`. */
export function strategyOf(word: string): MilestoneBranchInput["strategy"] {
  return word === "phase" || word === "milestone" ? word : "none";
}

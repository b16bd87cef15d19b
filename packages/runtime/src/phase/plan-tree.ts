import { basename, dirname, join } from "node:path";
import type { PlanId, Sha } from "@dgs/core";
import { milestoneLabel, type StepContext } from "../steps/context.js";
import type { Attempt } from "../work/attempt.js";
import type { WorkTree } from "../work/work-tree.js";

/** The tree that one plan is carried out in, and the one that it lands in: the same where plans work in the checkout itself. */
export interface PlanTree extends WorkTree {
  /** The tree of the milestone's branch, of the same repo. */
  readonly home: WorkTree;
}

/** The trees of a plan, opened: the agent works in the first. */
export interface OpenPlan {
  readonly trees: readonly PlanTree[];
  /** The commit of each tree that the plan's work starts at, in the order of the trees. */
  readonly bases: readonly Sha[];
  /** Commits that an earlier run of the plan has left in the trees, as text for an agent; none: the work starts anew. */
  readonly done: readonly string[];
}

/** The attempt at a plan of a milestone. */
export function attemptAt(context: Parameters<typeof milestoneLabel>[0], plan: PlanId): Attempt {
  return { name: `${milestoneLabel(context)}/${plan}`, label: `plan ${plan}` };
}

/** The ref of the commit at which the work of a plan was accepted, or rebased since; gone once it has landed or is begun anew. */
export function acceptedRef(context: Parameters<typeof milestoneLabel>[0], plan: PlanId): string {
  return `refs/dgs/accepted/${attemptAt(context, plan).name}`;
}

/**
 * The tree of a plan in one repo: `{repo}--{label}--{plan}` beside the checkout, on `{branch of the milestone}--{plan}`, which no ref can clash
 * with, as a branch below another one would; with `git.worktrees: false` the checkout itself.
 */
export function planTreeOf(context: Pick<StepContext, "config" | "place" | "version">, home: WorkTree, plan: PlanId): PlanTree {
  if (!context.config["git.worktrees"]) return { ...home, home };
  const path = join(dirname(home.repo.path), `${basename(home.repo.path)}--${milestoneLabel(context)}--${plan}`);
  return { repo: home.repo, path, branch: `${home.branch ?? ""}--${plan}`, own: true, home };
}

/** Whether a plan has a worktree of its own. */
export function isApart(tree: PlanTree): boolean {
  return tree.path !== tree.home.path;
}

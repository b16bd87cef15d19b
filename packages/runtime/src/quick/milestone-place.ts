import { milestoneBranch } from "@dgs/core";
import { activeMilestoneOf, type LoadedProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import { attemptAt } from "../phase/plan-tree.js";
import { branchOfNoPhase } from "../steps/phase-branches.js";
import { strategyOf, worktreePath } from "../steps/trees.js";
import { baseOfAttempt } from "../work/attempt.js";
import { versionInUse } from "../version-in-use.js";
import type { CodeRepo } from "../work/repos.js";
import { baseBranchOf } from "./base-branch.js";
import { milestoneWorktree } from "./milestone-worktree.js";

/** Where a milestone-context quick works, as its file names it. */
export interface MilestonePlace {
  readonly branch: string;
  readonly base: string;
  readonly worktree: string;
  readonly version: string;
}

/** Finds the branch and worktree of the active milestone; refused while a plan of it is cut off there, for its next run resets the tree. */
export async function milestonePlace(ports: Pick<Ports, "files" | "git">, place: Place, loaded: LoadedProduct, repos: readonly CodeRepo[]): Promise<MilestonePlace | Refusal> {
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  const version = versionInUse(ports.files, place, milestone.version);
  const { config } = loaded;
  const base = await baseBranchOf(ports, config, repos);
  if (isRefusal(base)) return base;
  const label = milestoneLabel({ place, version });
  const own = milestoneBranch({ strategy: strategyOf(config["git.branching_strategy"]), template: config["git.milestone_branch_template"], label, version, name: milestone.name });
  // Without worktrees a milestone is built on the branch that the checkout is on.
  const current = config["git.worktrees"] ? undefined : await baseBranchOf(ports, { "git.base_branch": undefined }, repos);
  if (isRefusal(current)) return current;
  const branch = current?.branch ?? own ?? (await branchOfLastPhase({ ports, place, config, version }, repos));
  if (isRefusal(branch)) return branch;
  return (await refuseCutOff(ports, place, loaded, version, repos)) ?? { branch, base: base.branch, worktree: milestoneWorktree(place, version), version };
}

/** Under the strategy `phase` a quick goes on top of the work so far: it works on the branch that the milestone's worktree is on, the same in each repo. */
async function branchOfLastPhase(context: Parameters<typeof branchOfNoPhase>[0], repos: readonly CodeRepo[]): Promise<string | Refusal> {
  const found: string[] = [];
  for (const repo of repos) {
    const chosen = await branchOfNoPhase(context, repo, worktreePath(repo, milestoneLabel(context)));
    if (chosen === undefined) return refuse("branching-unfit", `git.branching_strategy is \`phase\`, and no phase of ${repo.name} has a branch yet that a quick could work on`, "Carry a phase out first, or use --main.");
    if ("type" in chosen) return refuse("branching-unfit", chosen.error, "Make git work in that folder and run the command again.", { at: repo.path });
    found.push(chosen.branch);
  }
  const [first = "", ...others] = [...new Set(found)];
  if (others.length === 0) return first;
  return refuse("branching-unfit", `the milestone's worktrees are on different branches: ${repos.map((repo, index) => `${repo.name} on ${found[index] ?? ""}`).join(", ")}`, "Run the job until it has ended, or use --main.", { exit: "conflict" });
}

/** Says no while a plan of the milestone is cut off in its worktrees: the plan's next run puts the tree back, and a quick's commits with it. */
export async function refuseCutOff(ports: Pick<Ports, "git">, place: Place, loaded: LoadedProduct, version: string, repos: readonly CodeRepo[]): Promise<Refusal | undefined> {
  for (const plan of loaded.product.phases.flatMap((phase) => phase.plans).filter((each) => !each.done)) {
    for (const repo of repos) {
      if ((await baseOfAttempt({ ports }, repo, attemptAt({ place, version }, plan.id))) === undefined) continue;
      return refuse("plan-cut-off", `plan ${plan.id} was cut off in the milestone's worktree of ${repo.name}`, `Run \`dgs run-job ${version}\` until it has ended, or use --main for a quick in a worktree of its own.`, { exit: "conflict" });
    }
  }
  return undefined;
}

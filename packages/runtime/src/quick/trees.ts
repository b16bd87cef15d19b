import { type FailureReason, type Quick, type QuickFailure, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { quickIdOf } from "../find-quick-paths.js";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import { worktreeAt } from "../report-quick.js";
import { versionInUse } from "../version-in-use.js";
import type { Attempt } from "../work/attempt.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import { openTrees, strategyOf } from "../steps/trees.js";
import type { QuickContext } from "./context.js";
import { attemptName } from "./quick-refs.js";
import { milestoneWorktree } from "./milestone-worktree.js";

/** The trees that a quick changes: its own worktrees, or those of the milestone that it belongs to. */
export async function treesOfQuick(context: QuickContext, quick: Quick): Promise<readonly WorkTree[] | StageOutcome> {
  return quick.kind === "milestone-context" ? milestoneTrees(context, quick) : ownTrees(context, quick);
}

/** How work that did not come to its end counts for a stage. */
export function stageFailure(failure: WorkFailure): StageOutcome {
  return failure.type === "interrupted" ? failure : { type: "failed", reason: reasonOf(failure.reason), error: failure.error };
}

/** The attempt that the agent of a quick works under. */
export function attemptOfQuick(quick: Pick<Quick, "path">): Attempt {
  return { name: attemptName(quick), label: `quick ${slugOfQuickPath(quick.path)}` };
}

/** How the commits that DGS makes for a quick are named. */
export function commitsOfQuick(quick: Pick<Quick, "path" | "title">): { readonly label: string; readonly scope: string; readonly trailers: readonly string[]; readonly title: string } {
  const id = quickIdOf(quick.path);
  return { label: attemptOfQuick(quick).label, scope: "quick", trailers: [`DGS-Quick: ${id}`], title: quick.title.slice(0, 72) };
}

function reasonOf(reason: FailureReason): QuickFailure {
  switch (reason) {
    case "conflict":
    case "human-needed":
    case "budget":
    case "timed-out":
    case "internal":
      return reason;
    case "failed":
    case "gaps":
    case "usage":
    case "blocked":
      return "failed";
  }
}

function ownTrees(context: QuickContext, quick: Quick): readonly WorkTree[] | StageOutcome {
  const trees: WorkTree[] = [];
  for (const step of quick.steps) {
    if (step.stage !== "create worktree" || trees.some((tree) => tree.repo.name === step.repo)) continue;
    const repo = context.repos.find((each) => each.name === step.repo);
    if (repo === undefined) return { type: "failed", reason: "failed", error: `REPOS.md has no repo ${JSON.stringify(step.repo)} any more: register it again` };
    trees.push({ repo, path: worktreeAt(repo, quick.worktree), branch: quick.branch, own: true });
  }
  return trees;
}

async function milestoneTrees(context: QuickContext, quick: Quick): Promise<readonly WorkTree[] | StageOutcome> {
  const loaded = loadProduct(context.ports.files, context.place);
  const milestone = isRefusal(loaded) ? loaded : activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return { type: "failed", reason: "failed", error: `${milestone.message}. ${milestone.remedy}` };
  const version = versionInUse(context.ports.files, context.place, milestone.version);
  if (milestoneWorktree(context.place, version) !== quick.worktree) {
    return { type: "failed", reason: "failed", error: `the quick belongs to another milestone than ${version}: its work is on ${quick.branch}` };
  }
  const trees = await openTrees({ ...context, version, milestoneName: milestone.name, inJob: true });
  if (isFailure(trees)) return stageFailure(trees);
  // Under the strategy `phase` the job may have gone to another branch since a run of the quick failed.
  const other = trees.find((tree) => strategyOf(context.config["git.branching_strategy"]) === "phase" && tree.branch !== quick.branch);
  if (other === undefined) return trees;
  return { type: "failed", reason: "human-needed", error: `${other.path} is on ${other.branch ?? "no branch"} now, and the quick is on ${quick.branch}: correct \`Branch\` in ${quick.path}, or start another quick` };
}

import type { QuickStage } from "./stage.js";
import type { Quick, QuickKind, QuickStep } from "./types.js";
import { standingForward } from "./history.js";

/** The steps of a new quick's work. Guidance has no part in it. */
export function createQuickSteps(kind: QuickKind, repos: readonly string[]): readonly QuickStep[] {
  return [...(kind === "milestone-context" ? [] : stage("create worktree", repos)), { stage: "run agent", status: "pending" }, ...stage("commit", repos)];
}

/** The steps of a completion: everything that can fail is done for all repos before anything is merged in any. (design 4, "Several repos") */
export function completionSteps(steps: readonly QuickStep[]): readonly QuickStep[] {
  const repos = reposOf(steps);
  return (["fetch", "rebase", "gate", "fast-forward", "push", "remove worktree", "remove branch"] as const).flatMap((each) => stage(each, repos));
}

/**
 * The steps of an abandonment: everything is kept before anything goes. A milestone-context quick has no worktree and no branch that could
 * go: what it did is kept and taken out of the milestone's tree by `keep`.
 */
export function abandonmentSteps({ kind, steps }: Pick<Quick, "kind" | "steps">): readonly QuickStep[] {
  if (kind === "milestone-context") return stage("keep", workedIn(steps));
  const repos = reposOf(steps);
  const forwarded = repos.filter((repo) => standingForward(steps, repo, steps.length) !== undefined);
  return [...stage("keep", repos), ...stage("take back", forwarded), ...stage("remove worktree", repos), ...stage("remove branch", repos)];
}

/** The repos that a product-level quick has worktrees of, each once. */
export function reposOf(steps: readonly QuickStep[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.stage === "create worktree" && step.repo !== undefined ? [step.repo] : [])))];
}

/** The repos that the agent of a quick works in, each once. */
export function workedIn(steps: readonly QuickStep[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.stage === "commit" && step.repo !== undefined ? [step.repo] : [])))];
}

function stage(each: QuickStage, repos: readonly string[]): QuickStep[] {
  return repos.map((repo) => ({ stage: each, repo, status: "pending" }));
}

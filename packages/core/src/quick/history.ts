import type { QuickStep } from "./types.js";

/** The last rebase of a step's repo before that step. */
export function lastRebase(steps: readonly QuickStep[], index: number): QuickStep | undefined {
  return steps[lastRebaseIndex(steps, index)];
}

/** Where the conflicts of a repo were resolved since its last rebase, before a step. */
export function resolutionsBefore(steps: readonly QuickStep[], index: number): readonly number[] {
  const from = lastRebaseIndex(steps, index);
  return steps.flatMap((step, at) => (at > from && at < index && step.repo === steps[index]?.repo && step.stage === "resolve conflict" ? [at] : []));
}

/** The fast-forward of a repo, before a step, that moved its base branch and was not taken back. */
export function standingForward(steps: readonly QuickStep[], repo: string, index: number): QuickStep | undefined {
  return steps.slice(0, index).reduce<QuickStep | undefined>((standing, step) => {
    if (step.repo !== repo || step.status !== "completed") return standing;
    if (step.stage === "take back") return undefined;
    return step.stage === "fast-forward" && step.after !== undefined ? step : standing;
  }, undefined);
}

function lastRebaseIndex(steps: readonly QuickStep[], index: number): number {
  return steps.reduce((last, step, at) => (at < index && step.stage === "rebase" && step.repo === steps[index]?.repo ? at : last), -1);
}

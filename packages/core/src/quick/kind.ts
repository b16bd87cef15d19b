import { workedIn } from "./create.js";
import { hasSection, sectionOf } from "./section.js";
import type { Quick, QuickKind } from "./types.js";

/** Which kind a new quick is: in the milestone's worktree where a milestone is active, unless `--main` is given. (Seed 000, "Quick Workflows") */
export function quickKind(context: { readonly main: boolean; readonly milestoneActive: boolean }): QuickKind {
  return context.milestoneActive && !context.main ? "milestone-context" : "product-level";
}

/** The product-level quick that has neither been completed nor abandoned, if there is one. A file with problems counts: it may hold work. */
export function activeQuick(quicks: readonly Quick[]): Quick | undefined {
  return quicks.find((quick) => quick.kind === "product-level" && quick.status !== "completed" && quick.status !== "abandoned");
}

/** An expected "no" to something asked of a quick; `message` and `remedy` are sentences. */
export interface QuickRefusal {
  readonly code: "quick-already-active" | "quick-not-product-level" | "quick-ended" | "quick-not-ready" | "quick-landed" | "quick-unreadable" | "quick-without-worktree";
  readonly message: string;
  readonly remedy: string;
}

/** Why a new quick of a kind cannot be made; `undefined` where it can. One product-level quick at a time. */
export function createRefusal(kind: QuickKind, quicks: readonly Quick[]): QuickRefusal | undefined {
  const active = kind === "product-level" ? activeQuick(quicks) : undefined;
  if (active === undefined) return undefined;
  return { code: "quick-already-active", message: `The quick ${JSON.stringify(active.title)} (${active.path}) is still active.`, remedy: "Run `dgs complete-quick` or `dgs abandon-quick` first; for a change of a few lines use `dgs fast`." };
}

/** Why a quick cannot be completed; `undefined` where it can. */
export function completeRefusal(quick: Quick): QuickRefusal | undefined {
  const refusal = endRefusal(quick, "complete");
  if (refusal !== undefined) return refusal;
  if (quick.status === "abandoning" || hasSection(quick.steps, "abandonment")) {
    return { code: "quick-ended", message: "The quick is being abandoned.", remedy: "Run `dgs abandon-quick` again to finish that; the work is under a ref that `dgs recover` lists." };
  }
  const worktrees = quick.steps.filter((step) => step.stage === "create worktree");
  if (worktrees.length === 0 || worktrees.some((step) => step.status !== "completed")) {
    return { code: "quick-without-worktree", message: "The quick has no worktree yet.", remedy: "Run the quick again so that its worktree is made, or run `dgs abandon-quick`." };
  }
  if (quick.status === "pending" || quick.status === "in-progress") {
    return { code: "quick-not-ready", message: "The work of the quick has not ended.", remedy: "Run the quick again so that its agent comes to an end, or run `dgs abandon-quick`." };
  }
  return undefined;
}

/**
 * Why a quick cannot be abandoned; `undefined` where it can. What others may have already is not thrown away: of a milestone-context quick
 * only work that has not ended.
 */
export function abandonRefusal(quick: Quick): QuickRefusal | undefined {
  const refusal = quick.kind === "milestone-context" && quick.status !== "completed" ? soundRefusal(quick) : endRefusal(quick, "abandon");
  if (refusal !== undefined) return refusal;
  if (quick.kind === "milestone-context") {
    return workedIn(quick.steps).length > 0 ? undefined : { code: "quick-without-worktree", message: "The quick names no repo that it works in.", remedy: "Restore its `commit` steps from git." };
  }
  if (!quick.steps.some(({ stage, repo }) => stage === "create worktree" && repo !== undefined)) {
    return { code: "quick-without-worktree", message: "The quick names no worktree.", remedy: "Restore its `create worktree` steps from git." };
  }
  const landed = quick.steps.find((step) => step.stage === "push" && step.skipped === undefined && (step.status === "completed" || step.status === "in-progress" || step.cutOff !== undefined));
  if (landed === undefined || sectionOf(quick) === "abandonment") return undefined;
  return { code: "quick-landed", message: `The quick has been merged in ${JSON.stringify(landed.repo ?? "")}, or may have been.`, remedy: "Run `dgs complete-quick` to finish it, and revert its commits if they are not wanted." };
}

function soundRefusal(quick: Quick): QuickRefusal | undefined {
  if (quick.problems.some((problem) => problem.severity === "error")) return { code: "quick-unreadable", message: `${quick.path} cannot be read without doubt.`, remedy: "Mend the problems that are reported for it, or restore it from git." };
  return quick.status === "abandoned" ? { code: "quick-ended", message: "The quick is abandoned already.", remedy: "Start a new one with `dgs quick`." } : undefined;
}

function endRefusal(quick: Quick, verb: "complete" | "abandon"): QuickRefusal | undefined {
  const unsound = soundRefusal(quick);
  if (unsound !== undefined) return unsound;
  if (quick.kind === "milestone-context") return { code: "quick-not-product-level", message: "The quick works in the milestone's worktree.", remedy: `There is nothing to ${verb}: its commits are merged with the milestone.` };
  if (quick.status === "completed") return { code: "quick-ended", message: "The quick is completed already.", remedy: "Start a new one with `dgs quick`." };
  return undefined;
}

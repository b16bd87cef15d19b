import type { AuditStageOutcome, PlanningPath } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { ReadPlan } from "../steps/read-plans.js";
import type { WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { SurveyOnce } from "./survey-phase.js";

/** What every stage of an audit is performed with. */
export interface AuditContext extends StepContext {
  readonly found: PhaseInFolder;
  /** The trees that hold the phase's code; which one a test command runs in, {@link treeOfTest} tells. */
  readonly trees: readonly WorkTree[];
  readonly plans: readonly ReadPlan[];
  /** The file of the audit. */
  readonly path: PlanningPath;
  /** What code finds in the files of the phase: looked for once, and passed on from `look` to `verify structure`. */
  readonly survey: SurveyOnce;
  /** Which audit of the phase it is, from 1. */
  readonly nth: number;
}

/** Turns a failure of work into the outcome of a stage. */
export function auditOutcomeOf(failure: WorkFailure): Extract<AuditStageOutcome, { readonly type: "failed" | "interrupted" }> {
  if (failure.type === "interrupted") return failure;
  const { reason, error } = failure;
  return { type: "failed", reason: reason === "blocked" || reason === "conflict" || reason === "gaps" ? "internal" : reason, error };
}

/** What names the audit in the purposes of its agents: `2 1` is the first of phase 2. */
export function auditLabel({ found, nth }: AuditContext): string {
  return `${found.label} ${String(nth)}`;
}

import type { AfterFailure, CheckpointKind, CheckpointOption, PhaseStageOutcome, PlanId, PlanningPath } from "@dgs/core";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { SharedWork } from "./shared-work.js";

/** What a person is asked at a checkpoint. (Seed 004, "checkpoint_handling", 4) */
export interface CheckpointQuestion {
  readonly plan: PlanId;
  /** What the plan is for, in a few words; absent where it does not say. */
  readonly planName?: string;
  readonly kind: CheckpointKind;
  readonly task?: number;
  readonly taskName?: string;
  /** `2/3 tasks complete`, as the agent says. */
  readonly progress?: string;
  /** What the agent handed back, in markdown, without what was awaited. Data: it may hold anything. */
  readonly details: string;
  readonly awaiting: string;
  /** Of a decision; empty where neither the plan nor the agent lists any. */
  readonly options: readonly CheckpointOption[];
  /** Where it is kept, for whoever answers later. */
  readonly path: PlanningPath;
}

/** A person neither answers nor puts it off: the plan is skipped (`continue`), or the phase stopped. */
export interface CheckpointGivenUp {
  readonly givenUp: AfterFailure;
}

/** Asks the person who watches; each answers `undefined` where the person puts it off. */
export interface AskPerson {
  readonly checkpoint: (question: CheckpointQuestion) => Promise<string | CheckpointGivenUp | undefined>;
  readonly failure: (question: { readonly plan: PlanId; readonly error: string }) => Promise<AfterFailure | undefined>;
  /** Shows what only a person can look at: `approved`, or what is wrong. */
  readonly approval: (question: { readonly checks: readonly string[]; readonly path: PlanningPath }) => Promise<string | undefined>;
}

/** What every stage of an execution is run with. */
export interface PhaseContext extends StepContext {
  /** The phase as it stood when the execution was opened; what changes meanwhile is read anew. */
  readonly found: PhaseInFolder;
  /** The trees of the milestone's branch, in which plans land. */
  readonly trees: readonly WorkTree[];
  /** What the plans share while they run side by side. */
  readonly shared: SharedWork;
  /** Absent: nobody can be asked. */
  readonly ask?: AskPerson;
}

/** The same context for work on one plan: what it uses up is booked on the plan, too. */
export function onPlan(context: PhaseContext, plan: PlanId): PhaseContext {
  return { ...context, spentOn: { ...context.spentOn, plan } };
}

/** Turns a failure of work into the outcome of a stage. */
export function stageOutcomeOf(failure: WorkFailure): PhaseStageOutcome {
  if (failure.type === "interrupted") return failure;
  const { reason, error } = failure;
  return { type: "failed", reason: reason === "blocked" ? "failed" : reason, error };
}

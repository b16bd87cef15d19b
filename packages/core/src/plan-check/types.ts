import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { Plan } from "../planning/plan-types.js";
import type { OutboxFile } from "../ports/agents.js";

/** One plan that a planner left, with its text. */
export interface PlannedPlan {
  readonly id: PlanId;
  readonly text: string;
  readonly plan: Plan;
}

/** Plans as a planner left them, read and not yet held against anything. */
export interface PlansToCheck {
  readonly phase: PhaseNumber;
  readonly plans: readonly PlannedPlan[];
  readonly validation: OutboxFile | undefined;
  /** What each plan comes after, among the plans of the phase. */
  readonly within: ReadonlyMap<PlanId, readonly PlanId[]>;
}

/** A plan that the phase has already, which new ones may depend on. */
export interface EarlierPlan extends Plan {
  readonly id: PlanId;
}

/** What is known of the phase, and what has to be looked up outside of the plans. */
export interface PlanFacts {
  /** The requirements of the phase, as the roadmap names them. */
  readonly requirements: readonly string[];
  /** The plans close gaps: they need not cover the requirements of the phase. */
  readonly closesGaps: boolean;
  /** VALIDATION.md has to cover the requirements (`workflow.nyquist_validation`). */
  readonly wantsValidation: boolean;
  /** Plans that the phase has already. */
  readonly earlier: readonly EarlierPlan[];
  /** Whether a file or folder is in one of the repos, or below the planning folder. No names of repos: any of them. */
  readonly isThere: (path: string, repos: readonly string[]) => boolean;
  /** The programs that a command starts, as far as that can be told without starting it. */
  readonly programsOf: (command: string) => readonly string[];
  /** Whether a program that is named alone, or by an absolute path, can be started in one of the repos. */
  readonly isProgram: (program: string, repos: readonly string[]) => boolean;
  /** Whether the configuration lets a command run (`tests.allow`). */
  readonly mayRun: (command: string) => boolean;
}

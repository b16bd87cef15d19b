import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";

/** One row of the map from tasks to test commands. */
export interface ValidationTask {
  /** `05-01-02`, as it is written. */
  readonly task: string;
  readonly plan: PlanId | undefined;
  readonly requirement: string | undefined;
  readonly command: string | undefined;
  readonly status: "pending" | "green" | "red" | "flaky" | "unknown";
}

/** A phase's `VALIDATION.md`. */
export interface Validation {
  readonly path: string;
  readonly quickRun: string | undefined;
  readonly fullSuite: string | undefined;
  readonly tasks: readonly ValidationTask[];
  readonly problems: readonly Problem[];
}

/** Reads a validation plan. */
export declare function readValidation(source: string, path: string): Validation;

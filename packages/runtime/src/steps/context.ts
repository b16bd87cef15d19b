import type { CancelSignal, Config, StepOutcome } from "@dgs/core";
import type { RunEvent } from "../commands/reports.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";

/** What every step of a job is run with. */
export interface StepContext {
  readonly ports: Ports;
  readonly place: Place;
  readonly config: Config;
  /** The milestone that the job builds, `v1.1`. */
  readonly version: string;
  /** The milestone's name, for branch templates; may be empty. */
  readonly milestoneName: string;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Inside a job nobody is asked. */
  readonly inJob: boolean;
  /** Makes the id of this run, for trailers and logs. */
  readonly runId: string;
}

/**
 * What names a milestone among everything in a repo: its version, and before it the project where there is one. Two
 * projects of a product may build the same version in the same repo.
 */
export function milestoneLabel(context: Pick<StepContext, "place" | "version">): string {
  const { project } = context.place;
  return project === "" ? context.version : `${project.replaceAll("/", "-")}-${context.version}`;
}

/** A step that did not come to its end, as an outcome. */
export type StepFailure = Extract<StepOutcome, { readonly type: "failed" | "interrupted" }>;

/** Makes the outcome of a step that failed. */
export function failed(reason: Extract<StepOutcome, { type: "failed" }>["reason"], error: string): StepFailure {
  return { type: "failed", reason, error };
}

/** Whether an answer is a failure of a step. */
export function isFailure(answer: unknown): answer is StepFailure {
  return typeof answer === "object" && answer !== null && "type" in answer && (answer.type === "failed" || answer.type === "interrupted");
}

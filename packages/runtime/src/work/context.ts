import type { CancelSignal, Config, FailureReason, PlanningPath, SpentOn } from "@dgs/core";
import type { RunEvent } from "../commands/reports.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import type { Spending } from "../spending/create-spending.js";

/** What everything is run with that asks agents, changes code or runs tests: a step of a job, a stage of a quick. */
export interface WorkContext {
  readonly ports: Ports;
  readonly place: Place;
  readonly config: Config;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** The id of this run, for trailers and logs. */
  readonly runId: string;
  /** The account that every run of an agent goes through. */
  readonly spending: Spending;
  /** What the runs are for at this place of the work. */
  readonly spentOn: SpentOn;
  /** The phase that the work is of, where it is of one: its records are watched while agents run. */
  readonly found?: { readonly folder: { readonly path: PlanningPath } };
}

/** Work that did not come to its end. */
export type WorkFailure = { readonly type: "failed"; readonly reason: FailureReason; readonly error: string } | { readonly type: "interrupted" };

/** Makes the outcome of work that failed. */
export function failed(reason: FailureReason, error: string): WorkFailure {
  return { type: "failed", reason, error };
}

/** Whether an answer is a failure of work. */
export function isFailure(answer: unknown): answer is WorkFailure {
  return typeof answer === "object" && answer !== null && "type" in answer && (answer.type === "failed" || answer.type === "interrupted");
}

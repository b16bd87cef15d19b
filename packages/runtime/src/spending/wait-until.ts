import type { CancelSignal } from "@dgs/core";
import type { WorkContext, WorkFailure } from "../work/context.js";

/** Waits and chances, given from outside so that tests need neither. */
export interface Pause {
  /** Comes back after some milliseconds, and at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: CancelSignal) => Promise<void>;
  /** A number from 0 to 1, without 1. */
  readonly random: () => number;
}

/** A wait of a run for its service. */
export interface ServiceWait {
  readonly purpose: string;
  /** ISO 8601. */
  readonly until: string;
  readonly why: "usage-limit" | "overload";
  /** What the service said. */
  readonly message: string;
}

/** The longest sleep at a time: a machine that was asleep itself has lost no more than this. */
const SLICE_MS = 30_000;

/** Waits until a time by the clock, and says so; a person who stops the run ends the wait at once. */
export async function waitUntil({ ports: { clock, pause }, signal, onEvent }: Pick<WorkContext, "ports" | "signal" | "onEvent">, wait: ServiceWait): Promise<WorkFailure | undefined> {
  const at = clock.now();
  if (signal.aborted) return { type: "interrupted" };
  if (Date.parse(at) >= Date.parse(wait.until)) return undefined;
  onEvent({ type: "agent-waiting", at, ...wait });
  for (let now = Date.parse(at); now < Date.parse(wait.until); now = Date.parse(clock.now())) {
    await pause.sleep(Math.min(SLICE_MS, Date.parse(wait.until) - now), signal);
    if (signal.aborted) return { type: "interrupted" };
  }
  return undefined;
}

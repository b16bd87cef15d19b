import type { CancelSignal } from "@dgs/core";

/** Waits and chances, given from outside so that tests need neither. */
export interface Pause {
  /** Comes back after some milliseconds, and at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: CancelSignal) => Promise<void>;
  /** A number from 0 to 1, without 1. */
  readonly random: () => number;
}

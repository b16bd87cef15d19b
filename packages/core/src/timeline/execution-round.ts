import type { ServiceWaitTime, Span } from "./types.js";

/** A plan of one round of an execution, with its times. */
export interface PlanWork {
  readonly id: string;
  readonly wave: number;
  readonly after: readonly string[];
  /** Plans that are never at work beside it. */
  readonly apart: readonly string[];
  /** When agents worked on it. */
  readonly atWork: readonly Span[];
  /** When it was being landed: it is past its agent then, and what comes after it waits. */
  readonly landing?: readonly Span[];
  /** When it waited for a person. */
  readonly asked: readonly Span[];
  /** When it was in, ISO 8601; absent: it is not. */
  readonly landed?: string;
  /** When it failed; absent: it did not, or was begun again since. */
  readonly failed?: string;
}

/** One round of an execution: the plans that were put in together. */
export interface ExecutionRound {
  readonly schedule: "waves" | "dag";
  /** Agents that may work at the same time. */
  readonly agents: number;
  /** In the order of the file. */
  readonly plans: readonly PlanWork[];
  /** The runs that worked on the milestone; none: it is not known, and nothing is put down to them. */
  readonly runs: readonly (Span & { readonly command: string; readonly exit?: string })[];
  readonly waits: readonly ServiceWaitTime[];
  /** Until when to look where plans are left, ISO 8601. */
  readonly until: string;
}

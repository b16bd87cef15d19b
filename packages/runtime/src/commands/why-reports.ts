import type { Reason, WhyVerdict } from "@dgs/core";
import type { NextCommand } from "./quick-entry.js";

/** What was asked about. */
export interface WhySubjectReport {
  readonly type: "phase" | "plan" | "step" | "job" | "milestone";
  /** As it is typed: `3`, `03-01`, `v1.0 4`, `v1.0`. */
  readonly id: string;
  /** The name of a phase, what a plan builds, the command of a step. */
  readonly name?: string;
}

/** One thing to do next: a command that is accepted as things stand then, or what only a person can do. */
export interface WayOn {
  readonly command?: string;
  /** Why, or what is to be done. */
  readonly says: string;
}

/** `dgs why`: how something stands, the reasons down to what was read where, and the shortest way on. */
export interface WhyReport {
  readonly type: "why";
  readonly subject: WhySubjectReport;
  readonly project?: string;
  readonly version: string;
  readonly verdict: WhyVerdict;
  /** The word that files and other commands use: `partial` for a phase, `failed` for a plan, `pending` for a step, `in-progress` for a job. */
  readonly status: string;
  /** Never empty. */
  readonly reasons: readonly Reason[];
  /** In order; empty where nothing is left to do. */
  readonly way: readonly WayOn[];
  /** The first command of the way; of what is done the command that comes after it: of its phase, of the project, or to watch who goes on. */
  readonly next?: NextCommand;
}

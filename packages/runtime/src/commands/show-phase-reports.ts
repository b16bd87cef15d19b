import type { AuditStatus, AuditVerdict, PhaseStatus, PlanningPath, Problem } from "@dgs/core";
import type { AuditGapReport } from "./audit-phase-reports.js";
import type { NextReport, PhaseWaiting, VerificationReport, WaveResult } from "./execute-phase-reports.js";
import type { PlanCount } from "./plan-count.js";

/** The last audit of a phase, as its file says. */
export interface LastAuditReport {
  /** The file, relative to the planning root. */
  readonly path: PlanningPath;
  /** `completed`, or how far it is. */
  readonly status: AuditStatus;
  /** Absent until there is one. */
  readonly verdict?: AuditVerdict;
  /** ISO 8601; absent until it has ended. */
  readonly finished?: string;
  readonly gaps: readonly AuditGapReport[];
  /** What only a person can tell. */
  readonly humanNeeded: readonly string[];
  /** Plans that close the gaps, and whether they are carried out. */
  readonly plans: readonly { readonly id: string; readonly done: boolean }[];
  /** Why no plan that closes the gaps was taken. */
  readonly unplanned?: string;
}

/** `dgs show-phase`: a phase as its files say now. */
export interface ShowPhaseReport {
  readonly type: "show-phase";
  /** As people write it: `3`, `2.1`. */
  readonly phase: string;
  readonly name: string;
  readonly goal?: string;
  /** Relative to the planning root; absent where it has none yet. */
  readonly folder?: PlanningPath;
  readonly version: string;
  /** The one that every command goes by. */
  readonly status: PhaseStatus;
  /** Without plans that were given up. */
  readonly plans: PlanCount;
  /** All plans by effective wave, done or not; empty where it is not planned. */
  readonly waves: readonly WaveResult[];
  /** Plans that were given up. */
  readonly superseded: readonly string[];
  readonly waiting: readonly PhaseWaiting[];
  readonly verification?: VerificationReport;
  /** Absent where there was none. */
  readonly audit?: LastAuditReport;
  readonly next?: NextReport;
  /** What is wrong in the files of the phase. */
  readonly problems: readonly Problem[];
}

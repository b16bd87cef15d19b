import type { AuditVerdict, GapSource, GateChange, GateStanding, PlanningPath, TestStanding } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextReport } from "./execute-phase-reports.js";

/** A test command of an audit, and what all its runs show together. */
export interface AuditTestReport {
  /** In the UAT file and its log. */
  readonly number: number;
  readonly command: string;
  /** The repo that it runs in; absent where the product has only one. */
  readonly repo?: string;
  /** Where it is declared. */
  readonly origin: string;
  readonly standing: TestStanding;
  /** Whether it ran in this audit, and how often; 0: it was skipped, and `reason` says why. */
  readonly runs: number;
  /** Of its last run in the tree of the phase. */
  readonly exit?: number;
  /** Why it was skipped, or why its standing is what it is; absent where it passed. */
  readonly reason?: string;
}

/** Something that is not as the phase promised. */
export interface AuditGapReport {
  /** `G-01`, in the file of the audit. */
  readonly id: string;
  readonly truth: string;
  /** Who found it: a test command, code that looked at files, or the phase verifier. */
  readonly source: GapSource;
  readonly severity: string;
  /** The number of the test command that showed it. */
  readonly test?: number;
  readonly why?: string;
  /** The files that it is about. */
  readonly files: readonly string[];
  /** `unknown` where the debugger did not find it; absent where nobody looked. */
  readonly rootCause?: string;
}

/** `dgs audit-phase`: what the audit of a phase came to. */
export interface AuditPhaseReport {
  readonly type: "phase-audit";
  /** As people write it: `3`, `2.1`. */
  readonly phase: string;
  readonly name: string;
  readonly version: string;
  readonly status: AuditVerdict;
  readonly exit: ExitKind;
  /** Whether only what did not pass before was run. */
  readonly rerunFailed: boolean;
  /** The file of the audit, relative to the planning root. */
  readonly path: PlanningPath;
  readonly tests: readonly AuditTestReport[];
  readonly gaps: readonly AuditGapReport[];
  /** What became of what the gate measures since the audit before. */
  readonly gate: { readonly standing: GateStanding; readonly changes: readonly GateChange[] };
  /** What only a person can tell. */
  readonly humanNeeded: readonly string[];
  /** Plans that close the gaps and wait to be carried out. */
  readonly plans: readonly string[];
  /** Why no plan that closes the gaps was taken: what code or the plan checker found in the last one. */
  readonly unplanned?: string;
  /** The files that the audit has written, relative to the planning root. */
  readonly files: readonly PlanningPath[];
  /** The subject of the planning commit, or why there is none. */
  readonly planningCommit?: string;
  readonly next: NextReport;
}

import type { PlanningPath, Problem } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextCommand } from "./quick-entry.js";

/** One test of a person in a report. */
export interface UatTestReport {
  readonly number: number;
  readonly name: string;
  readonly expected?: string;
  /** `pass`, `issue`, `pending`, `skipped`, `blocked`, `unknown`. */
  readonly result: string;
  readonly reported?: string;
  readonly severity?: string;
  readonly reason?: string;
  readonly blockedBy?: string;
}

/** `dgs verify-work`: how far the acceptance of a phase is. */
export interface VerifyWorkReport {
  readonly type: "verify-work";
  readonly exit: ExitKind;
  /** As people write it. */
  readonly phase: string;
  readonly name: string;
  readonly version: string;
  readonly path: PlanningPath;
  /** `testing`, `partial`, `complete`, `gaps_found`, `diagnosed`. */
  readonly status: string;
  /** Whether what had no answer was passed without a test. */
  readonly auto: boolean;
  /** Tests that the summaries gave and that the file did not have yet. */
  readonly added: number;
  /** What this run has an answer to, in the order of the answers. */
  readonly answered: readonly UatTestReport[];
  /** What has no answer yet, or could not be tested. */
  readonly open: readonly UatTestReport[];
  readonly issues: readonly UatTestReport[];
  readonly totals: { readonly total: number; readonly passed: number; readonly issues: number; readonly skipped: number; readonly open: number };
  /** What came of the diagnosis, where one was made. */
  readonly diagnosis?: { readonly plans: readonly string[] } | { readonly error: string };
  readonly problems: readonly Problem[];
  readonly next: NextCommand;
}

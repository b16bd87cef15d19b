import type { TestStanding } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextReport } from "./execute-phase-reports.js";

/** A gap of a milestone, as its audit names it. */
export interface GapReport {
  readonly id: string;
  readonly kind: "requirement" | "integration" | "flow";
  readonly phase?: string;
  readonly text: string;
}

/** A test command of a milestone, and what all its runs show together. */
export interface MilestoneTestReport {
  /** Its number in the log. */
  readonly number: number;
  readonly command: string;
  /** Where it runs, in a product of several. */
  readonly repo?: string;
  /** Where it is declared. */
  readonly origin: string;
  /** Only `passed` is green; docs/audit.md says what each word means. */
  readonly standing: TestStanding;
  /** 0: another command covers it. */
  readonly runs: number;
  /** The exit code of its last run, where there is one. */
  readonly exit?: number;
  readonly said: string;
  /** The number of the command that runs the same tests and more. */
  readonly coveredBy?: number;
}

/** `dgs audit-milestone`: what the audit came to. */
export interface MilestoneAuditReport {
  readonly type: "milestone-audit";
  readonly version: string;
  /** The file, relative to the planning root. */
  readonly path: string;
  readonly status: "passed" | "gaps_found" | "human_needed" | "tech_debt";
  readonly exit: ExitKind;
  /** `requirements`, `phases`, `integration`, `flows`, each `N/M`. */
  readonly scores: Readonly<Record<string, string>>;
  readonly gaps: readonly GapReport[];
  readonly humanNeeded: readonly string[];
  readonly techDebt: readonly { readonly phase: string; readonly items: readonly string[] }[];
  readonly tests: readonly MilestoneTestReport[];
  /** The file that keeps what the test commands printed, relative to the planning root. */
  readonly log: string;
  /** The subject of the planning commit, or why there is none. */
  readonly planningCommit?: string;
  readonly next?: NextReport;
}

/** A fix phase, with the gaps that it closes. */
export interface FixPhaseReport {
  readonly number: string;
  readonly name: string;
  readonly priority: "must" | "should" | "nice";
  readonly requirements: readonly string[];
  readonly gaps: readonly GapReport[];
}

/** What `dgs plan-milestone-gaps` would add; nothing is written yet. */
export interface GapPlanPreview {
  readonly type: "gap-plan";
  readonly version: string;
  /** Of phases that an earlier run has added already. */
  readonly made: readonly { readonly number: string; readonly name: string }[];
  readonly phases: readonly FixPhaseReport[];
  /** What would be changed, relative to the planning root. */
  readonly paths: readonly string[];
}

/** `dgs plan-milestone-gaps`: the fix phases that are in the roadmap now. */
export interface GapsPlannedReport {
  readonly type: "gaps-planned";
  readonly version: string;
  readonly phases: readonly { readonly number: string; readonly name: string }[];
  /** Whether an earlier run had added them. */
  readonly madeBefore: boolean;
  readonly planningCommit?: string;
  readonly next?: NextReport;
}

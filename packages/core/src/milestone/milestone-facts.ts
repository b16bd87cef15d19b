import type { PhaseNumber } from "../ids/phase-number.js";
import type { MilestoneGap, TechDebt } from "../planning/milestone-audit.js";
import type { KeptFailures } from "../test-output/failing-tests.js";
import type { PhaseStatus, PhaseVerification } from "../planning/status.js";
import type { MilestoneCoverage } from "./requirement-coverage.js";

/** A phase as the audit of its milestone sees it. */
export interface AuditedPhase {
  readonly number: PhaseNumber;
  readonly name: string;
  readonly status: PhaseStatus;
  readonly verification: PhaseVerification;
  readonly plans: { readonly done: number; readonly total: number };
  /** Gaps of its UAT file that are open and that no test command tells of, with their ids there. */
  readonly openGaps: readonly { readonly id: string; readonly text: string }[];
  /** The ids of the gaps that it was made to close, from its `**Gap Closure:**` line. */
  readonly closes: readonly string[];
  /** Stubs and deferred work that its summaries and its verification admit. */
  readonly debts: readonly string[];
}

/** A test command that the audit ran. */
export interface AuditedCommand {
  readonly command: string;
  /** The first phase that declares it. */
  readonly phase: PhaseNumber;
  readonly passed: boolean;
  readonly said: string;
  /** What another run of it can be compared with; absent where it passed. */
  readonly kept?: KeptFailures & { readonly outcome: string; readonly exit?: number };
}

/** Everything that the audit of a milestone is judged by. */
export interface MilestoneFacts {
  /** The counted phases, one at least. */
  readonly phases: readonly AuditedPhase[];
  readonly commands: readonly AuditedCommand[];
  readonly coverage: MilestoneCoverage;
  /** Why REQUIREMENTS.md says nothing: what a person is told. Absent where it was read. */
  readonly requirementsUnread?: string;
  /** Whether phases are verified at all (`workflow.verifier`). */
  readonly verifier: boolean;
  /** What the integration checker found. */
  readonly found: readonly Omit<MilestoneGap, "id">[];
}

/** What the audit of a milestone came to. Anything unknown keeps it from `passed`. */
export interface JudgedMilestone {
  readonly status: "passed" | "gaps_found" | "human_needed" | "tech_debt";
  readonly gaps: readonly MilestoneGap[];
  readonly humanNeeded: readonly string[];
  readonly techDebt: readonly TechDebt[];
  /** `requirements`, `phases`, `integration`, `flows`, each `N/M`. */
  readonly scores: Readonly<Record<string, string>>;
}

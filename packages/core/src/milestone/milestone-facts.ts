import type { PhaseNumber } from "../ids/phase-number.js";
import type { MilestoneGap, TechDebt } from "../planning/milestone-audit.js";
import type { PhaseStatus, PhaseVerification } from "../planning/status.js";
import type { MilestoneTest } from "./milestone-tests.js";
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

/** A stub that code found in what a milestone made. */
export interface FoundStub {
  /** The phase whose plan names the file first; `undefined` where none does. */
  readonly phase: PhaseNumber | undefined;
  /** One sentence, with file and line. */
  readonly text: string;
  /** Whether something is missing; else it is only put off, as a `TODO` says. */
  readonly isGap: boolean;
}

/** Everything that the audit of a milestone is judged by. */
export interface MilestoneFacts {
  /** The counted phases, one at least. */
  readonly phases: readonly AuditedPhase[];
  /** Every test command that a counted phase or the configuration declares. */
  readonly tests: readonly MilestoneTest[];
  readonly coverage: MilestoneCoverage;
  /** Why REQUIREMENTS.md says nothing: what a person is told. Absent where it was read. */
  readonly requirementsUnread?: string;
  /** Whether phases are verified at all (`workflow.verifier`). */
  readonly verifier: boolean;
  readonly stubs: readonly FoundStub[];
  /** Files of the code that are in no commit: what was tested is not what is committed. */
  readonly uncommitted: readonly string[];
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

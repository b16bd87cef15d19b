import type { FileTimes } from "../checklist/file-times.js";
import type { StepStatus } from "../checklist/marker.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { MilestoneVersion } from "../ids/version.js";
import type { JobFolder } from "../planning/layout.js";
import type { Problem } from "../problem.js";
import type { StepCommand } from "./command-line.js";
import type { JobStatus } from "./job-status.js";
import type { Rollback } from "./rollback.js";

/** Phase gap-fix cycles allowed per phase. (Seed 000, "Phase Gap-Fix Cycles") */
export const PHASE_FIX_BUDGET = 2;
/** Milestone gap-fix cycles allowed per job. (Seed 000, "Audit-Gap-Fix Cycle") */
export const GAP_FIX_BUDGET = 3;

/** Why a step did not end well; each has an exit code of its own. */
export type FailureReason =
  | "failed"
  | "gaps"
  | "human-needed"
  | "blocked"
  | "budget"
  | "timed-out"
  | "conflict"
  | "usage"
  | "internal";

/** One step of a job: a marker and a command, with what was recorded about its last run. */
export interface Step {
  readonly command: StepCommand;
  readonly status: StepStatus;
  readonly started?: string;
  readonly finished?: string;
  readonly error?: string;
  readonly reason?: string;
  /** What inserted the step: `phase 2 cycle 1`, `milestone cycle 1`. */
  readonly inserted?: string;
  readonly note?: string;
  /** The phase's cycles were used up and its gaps are left to the milestone audit. */
  readonly escalated?: string;
  /** A fingerprint of the gaps that an audit found, with what showed them. */
  readonly evidence?: string;
  /** What a person has to look at, one item an entry. */
  readonly humanNeeded: readonly string[];
}

/** A job as its file says. Holds no offsets: those are true for one text only. */
export interface Job extends FileTimes {
  readonly path: PlanningPath;
  readonly folder: JobFolder;
  readonly version: MilestoneVersion | undefined;
  readonly status: JobStatus;
  /** Whether the job ends with a milestone audit. */
  readonly check: boolean;
  readonly cancelled?: string;
  /** Commit of each code repo when the job first started; absent in jobs that never ran. */
  readonly startShas?: Readonly<Record<string, string>>;
  /** When it was rolled back. */
  readonly rolledBack?: string;
  /** The rollback that was begun or is done; absent where there was none, and where it was undone. */
  readonly rollback?: Rollback;
  readonly gapFixCycle: number;
  /** Cycles used per phase, by the phase's number. */
  readonly phaseFixCycle: Readonly<Record<string, number>>;
  readonly steps: readonly Step[];
  /** Whether the summary beside the job file tells the job's last end. */
  readonly summary: "missing" | "stale" | "current";
  /** Names of the job files in `completed/`, other than this one. */
  readonly completedNames: readonly string[];
  readonly problems: readonly Problem[];
}

/** The texts that a job is read from: the job file itself, its summaries, and the names beside them. */
export interface JobFiles {
  readonly path: PlanningPath;
  readonly texts: ReadonlyMap<PlanningPath, string>;
}

/** What a step came to, as the runtime saw it. */
export type StepOutcome =
  | { readonly type: "done"; readonly note?: string; readonly humanNeeded?: readonly string[] }
  /**
   * `file`: the name of the file of the audit; a job that names it has taken its result. `evidence`: a fingerprint of the gaps with what showed them; absent: it cannot be told
   * whether they are those of another audit.
   */
  | { readonly type: "phase-audited"; readonly status: "passed" | "gaps_found" | "diagnosed"; readonly gaps: number; readonly humanNeeded: readonly string[]; readonly file?: string; readonly evidence?: string }
  | { readonly type: "milestone-audited"; readonly status: "passed" | "gaps_found" | "human_needed" | "tech_debt"; readonly gaps: number; readonly humanNeeded: readonly string[]; readonly evidence?: string }
  | { readonly type: "fix-phases-added"; readonly phases: readonly PhaseNumber[] }
  | { readonly type: "failed"; readonly reason: FailureReason; readonly error: string }
  | { readonly type: "interrupted" };

/** What a job asks for. */
export type JobEffect =
  | { readonly type: "start-job" }
  | { readonly type: "run-step"; readonly step: number; readonly command: StepCommand }
  | { readonly type: "finish-job" }
  | { readonly type: "file-job"; readonly to: PlanningPath }
  | { readonly type: "write-summary" }
  | { readonly type: "keep-repo"; readonly repo: string }
  | { readonly type: "reset-repo"; readonly repo: string }
  | { readonly type: "remove-summaries" }
  | { readonly type: "finish-rollback" };

/** What was seen, with its time. */
export type JobObservation =
  | { readonly type: "run-opened"; readonly at: string }
  | { readonly type: "heads-read"; readonly at: string; readonly shas: Readonly<Record<string, string>> }
  | { readonly type: "step-opened"; readonly at: string; readonly step: number }
  | { readonly type: "step-ended"; readonly at: string; readonly step: number; readonly outcome: StepOutcome }
  | { readonly type: "steps-used-up"; readonly at: string }
  | { readonly type: "filing-due"; readonly to: PlanningPath }
  | { readonly type: "summary-due" }
  | { readonly type: "cancel-asked"; readonly at: string }
  /** A person has seen what a rollback does and confirmed it; its status before and how far it has come are for the machine to say. */
  | { readonly type: "rollback-asked"; readonly rollback: Pick<Rollback, "asked" | "archive" | "phases" | "repos"> }
  /** `kept` is the ref; absent: nothing there needed keeping. */
  | { readonly type: "repo-kept"; readonly repo: string; readonly kept?: string }
  | { readonly type: "repo-reset"; readonly repo: string }
  | { readonly type: "summaries-removed" }
  | { readonly type: "rollback-done"; readonly at: string }
  /** Branches, files and summaries are back as they were before the rollback. */
  | { readonly type: "undo-asked"; readonly at: string };

/** A fact to be written down. One event is one durable write, so that no cycle is half opened. */
export type JobEvent =
  | { readonly type: "job-started"; readonly at: string; readonly shas: Readonly<Record<string, string>> }
  | { readonly type: "job-reopened" }
  | { readonly type: "step-started"; readonly at: string; readonly step: number }
  | StepClosed
  | { readonly type: "step-failed"; readonly at: string; readonly step: number; readonly reason: FailureReason; readonly error: string }
  | { readonly type: "step-interrupted"; readonly step: number }
  | { readonly type: "job-completed"; readonly at: string }
  | { readonly type: "job-filed"; readonly to: PlanningPath }
  | { readonly type: "summary-written" }
  | { readonly type: "job-cancelled"; readonly at: string }
  | { readonly type: "rollback-begun"; readonly rollback: Rollback }
  | { readonly type: "repo-kept"; readonly repo: string; readonly kept?: string }
  | { readonly type: "repo-reset"; readonly repo: string }
  | { readonly type: "summaries-removed" }
  | { readonly type: "job-rolled-back"; readonly at: string }
  | { readonly type: "rollback-undone"; readonly at: string };

/** A step is done; what follows from its outcome (a cycle, an escalation) is written with it. */
export interface StepClosed {
  readonly type: "step-completed";
  readonly at: string;
  readonly step: number;
  readonly note?: string;
  readonly escalated?: string;
  readonly evidence?: string;
  readonly humanNeeded: readonly string[];
  /** Steps that go in directly behind this one. */
  readonly insert: readonly StepCommand[];
  /** What the inserted steps say about where they come from. */
  readonly origin?: string;
  /** The counter that goes up with this event. */
  readonly cycle?: { readonly of: "milestone" } | { readonly of: "phase"; readonly phase: PhaseNumber };
}

import type { ExecutionStatus, ExecutionVerdict, Problem } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { PlanCount } from "./plan-count.js";

/** A plan before it is carried out: what it builds, and when it runs. */
export interface PlannedReport {
  /** `03-01`. */
  readonly id: string;
  readonly name: string;
  /** The effective wave. (design 3.3) */
  readonly wave: number;
  /** The wave that its file declares, where that is another one. */
  readonly declaredWave?: number;
  /** Whether it may stop for a person (`autonomous: false`). */
  readonly checkpoint: boolean;
  /** In 3 to 8 words, from its objective. */
  readonly builds: string;
  /** In at most 3 sentences, from its objective. */
  readonly about: string;
  readonly comesAfter: readonly string[];
  /** Plans of its wave that run before or after it, never beside it, with the file that both change; absent: one does not say what it changes. */
  readonly apart: readonly { readonly plan: string; readonly file?: string }[];
  /** Files that it names outside of the repository, where it may change nothing; each a warning `plan-file-outside` with its place. */
  readonly outside: readonly Problem[];
}

/** A wave before it is carried out. */
export interface WavePreview {
  readonly number: number;
  readonly plans: readonly PlannedReport[];
}

/** How a plan stands: `open` has not started, `blocked` comes after one that failed. */
export type PlanStanding = "complete" | "failed" | "waiting" | "blocked" | "under-way" | "open";

/** A plan after a run. */
export interface PlanResultReport extends PlannedReport {
  readonly standing: PlanStanding;
  /** Whether a person, or the rule of a job, answered a checkpoint of it. */
  readonly checkpoints: number;
  /** From its summary, as everything below. */
  readonly oneLiner?: string;
  readonly accomplishments: readonly string[];
  /** In one line; absent where there were none. */
  readonly deviations?: string;
  readonly issues?: string;
  /** Why it failed, or what it waits for. */
  readonly error?: string;
}

/** A wave after a run. */
export interface WaveResult {
  readonly number: number;
  readonly standing: "complete" | "failed" | "waiting" | "partial";
  readonly plans: readonly PlanResultReport[];
}

/** What the verification of a phase says. */
export interface VerificationReport {
  readonly status: string;
  readonly score?: string;
  /** The file, relative to the planning root. */
  readonly path: string;
  readonly gaps: readonly { readonly truth: string; readonly reason?: string; readonly missing: readonly string[] }[];
  /** What only a person can look at. */
  readonly human: readonly { readonly test: string; readonly expected?: string; readonly why?: string }[];
}

/** Something that waits for a person. */
export interface PhaseWaiting {
  readonly what: "checkpoint" | "approval";
  readonly plan?: string;
  readonly kind?: string;
}

/** What comes next. */
export interface NextReport {
  readonly command: string;
  readonly why: string;
  /** The next phase, where the one at hand is complete. */
  readonly phase?: { readonly number: string; readonly name: string; readonly goal?: string };
}

/** `dgs execute-phase`: how the phase stands after the run. */
export interface ExecutePhaseReport {
  readonly type: "execute-phase";
  /** As people write it: `3`, `2.1`. */
  readonly phase: string;
  readonly name: string;
  readonly goal?: string;
  /** The folder of the phase, relative to the planning root. */
  readonly folder: string;
  readonly version: string;
  readonly exit: ExitKind;
  /** It was stopped because somebody asked for a pause. */
  readonly paused?: boolean;
  /** Whether there was nothing left to carry out or to verify. */
  readonly nothingToDo: boolean;
  readonly status?: ExecutionStatus;
  readonly verdict?: ExecutionVerdict;
  readonly plans: PlanCount;
  /** Of this execution; plans that were done before are not among them. */
  readonly waves: readonly WaveResult[];
  /** From all summaries of this execution; and what moved outside of the worktrees and could be held against no plan. */
  readonly issues: readonly string[];
  readonly failures: readonly { readonly plan?: string; readonly stage: string; readonly reason: string; readonly error: string }[];
  readonly waiting: readonly PhaseWaiting[];
  readonly verification?: VerificationReport;
  /** The subject of the planning commit, or why there is none. */
  readonly planningCommit?: string;
  readonly complete: boolean;
  /** Whether every phase of the milestone is complete, and how many there are. */
  readonly milestoneComplete: boolean;
  readonly phases: PlanCount;
  readonly next?: NextReport;
  readonly problems: readonly Problem[];
}

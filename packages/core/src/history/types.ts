import type { Amounts } from "../spending/amounts.js";

/** The first line of a run's history: which run it is. */
export interface HistoryHead {
  readonly type: "head";
  /** When it began, ISO 8601. */
  readonly at: string;
  /** The id of the run, as in the trailers `DGS-Run` of its commits. */
  readonly run: string;
  /** What was called: `run-job v1.0`, `execute-phase 3`. */
  readonly command: string;
  readonly pid?: number;
}

/** How a run ended. */
export interface HistoryEnd {
  readonly type: "end";
  readonly at: string;
  /** The kind of its exit code: `ok`, `gaps`, `human-needed` … */
  readonly exit: string;
}

/** Something that a run told. */
export interface HistoryEntry {
  readonly type: "event";
  /** When it was written down, ISO 8601. */
  readonly at: string;
  readonly event: HistoryEvent;
}

/** One line of a run's history. */
export type HistoryLine = HistoryHead | HistoryEntry | HistoryEnd;

/** What the functions of this folder read of an event; events have more, and events of other types are passed over by them. */
export type HistoryEvent =
  | { readonly type: "step-started"; readonly step: number; readonly total: number; readonly command: string }
  | { readonly type: "step-ended"; readonly step: number; readonly total: number; readonly command: string; readonly outcome: string; readonly detail?: string }
  | { readonly type: "steps-inserted"; readonly origin: string; readonly commands: readonly string[] }
  | { readonly type: "agent-started"; readonly purpose: string; readonly role: string; readonly tier: string; readonly attempt: number; readonly plan?: string; readonly log?: string }
  | ({ readonly type: "agent-ended"; readonly purpose: string; readonly outcome: string; readonly durationMs: number; readonly plan?: string } & ToldUsage)
  | { readonly type: "agent-activity"; readonly purpose: string; readonly text: string; readonly plan?: string }
  | ({ readonly type: "agent-usage"; readonly purpose: string; readonly plan?: string } & ToldUsage)
  | { readonly type: "agent-waiting"; readonly purpose: string; readonly until: string; readonly why: string; readonly message: string }
  | { readonly type: "committed"; readonly repo: string; readonly sha: string; readonly subject: string; readonly plan?: string }
  | { readonly type: "tested"; readonly command: string; readonly outcome: string; readonly durationMs: number; readonly said: string; readonly plan?: string }
  | { readonly type: "stage-started"; readonly stage: string; readonly plan?: string }
  | { readonly type: "stage-ended"; readonly stage: string; readonly plan?: string; readonly outcome: string; readonly detail?: string }
  | { readonly type: "phase-opened"; readonly phase: string; readonly name: string; readonly waves: readonly { readonly number: number; readonly plans: readonly { readonly id: string }[] }[] }
  | { readonly type: "wave-started"; readonly wave: { readonly number: number; readonly plans: readonly { readonly id: string }[] }; readonly waves: number }
  | { readonly type: "wave-ended"; readonly wave: { readonly number: number; readonly plans: readonly { readonly id: string }[] }; readonly waves: number }
  | { readonly type: "conflict-ahead"; readonly plan: string; readonly with: string; readonly repo: string; readonly files: readonly string[] }
  | { readonly type: "job-stands"; readonly version: string; readonly steps: readonly ToldStep[]; readonly cycles: ToldCycles }
  | { readonly type: "budget-stands"; readonly level: string; readonly name: string; readonly used: Amounts; readonly limits: Amounts }
  | ({ readonly type: "times-expected" } & ExpectedTimes)
  | { readonly type: "note"; readonly text: string };

/** How long things take by what earlier runs took, in milliseconds; what is unknown is not there. */
export interface ExpectedTimes {
  /** A step, by its kind: `plan-phase`. */
  readonly steps: Readonly<Record<string, number>>;
  /** A plan, from its beginning until it has landed. */
  readonly planMs?: number;
  /** The share of one plan in a step that carries a phase out: plans run side by side. */
  readonly sharePerPlanMs?: number;
}

/** A step of a job, as a run tells it. */
export interface ToldStep {
  readonly command: string;
  /** `pending`, `in-progress`, `completed`, `failed`. */
  readonly status: string;
  /** ISO 8601. */
  readonly started?: string;
  readonly finished?: string;
}

/** Gap-fix cycles of a job: how many are used, and how many may be. */
export interface ToldCycles {
  readonly milestone: number;
  readonly mostOfMilestone: number;
  /** By the phase's number. */
  readonly phases: Readonly<Record<string, number>>;
  readonly mostOfPhase: number;
}

/** What a run has used up so far; what its program does not tell stays absent. */
export interface ToldUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
}

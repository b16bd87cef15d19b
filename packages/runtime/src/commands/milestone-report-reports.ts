import type { CostTable, Evidence, JobStatus, Problem, Span } from "@dgs/core";
import type { PlanCount } from "./plan-count.js";
import type { NextCommand } from "./quick-entry.js";

/** `dgs report`: what a milestone's job, or its phases carried out one by one, have come to. Everything in it was read from files and git, and says where. */
export interface MilestoneReport {
  readonly type: "milestone-report";
  readonly version: string;
  readonly name?: string;
  readonly project?: string;
  /** When this report was made, ISO 8601. */
  readonly made: string;
  readonly job?: ReportedJob;
  /** From the first to the last that is recorded. */
  readonly span?: Span;
  /** The processes that worked on it, the oldest first. Between them nothing ran. */
  readonly runs: readonly ReportedRun[];
  readonly steps: readonly ReportedStep[];
  readonly phases: readonly ReportedPhase[];
  readonly agents: readonly ReportedAgent[];
  readonly audits: readonly ReportedAudit[];
  readonly cost: CostTable;
  /** The budgets of the job, with what is spent. */
  readonly budgets: readonly ReportedBudget[];
  readonly cycles: ReportedCycles;
  /** What needs a person, the most urgent first. */
  readonly attention: readonly ReportedAttention[];
  /** How to undo it, step by step. */
  readonly undo: readonly NextCommand[];
  readonly next?: NextCommand;
  /** What happened besides, in order: commits, tests, conflicts, waits, notes. */
  readonly events: readonly ReportedEvent[];
  /** Lines and records that could not be read. */
  readonly unread: number;
  readonly problems: readonly Problem[];
}

/** `dgs report` where it has written a page. */
export interface SavedMilestoneReport {
  readonly type: "saved-report";
  /** The page: relative to the planning root, or absolute where it was to go elsewhere. */
  readonly path: string;
  readonly report: MilestoneReport;
}

/** The job of the milestone, as its file says. */
export interface ReportedJob {
  /** Relative to the planning root. */
  readonly path: string;
  readonly status: JobStatus;
  readonly created?: string;
  readonly started?: string;
  readonly finished?: string;
  /** When it was cancelled, of one that is pending again. */
  readonly cancelled?: string;
  readonly check: boolean;
  /** Who runs it now. */
  readonly runner?: { readonly pid: number; readonly host: string; readonly since: string };
  readonly summaryPath?: string;
}

/** A process that worked on the milestone. */
export interface ReportedRun extends Span {
  /** The id in the trailers `DGS-Run`. */
  readonly run: string;
  readonly command: string;
  /** Absent while it goes on, and where it was killed. */
  readonly exit?: string;
}

/** A step of the job, with each time that it ran. */
export interface ReportedStep {
  /** From 1. */
  readonly number: number;
  /** `/dgs:execute-phase 3`. */
  readonly command: string;
  readonly phase?: string;
  readonly status: "pending" | "in-progress" | "completed" | "failed";
  /** Each time that it ran; the last one is that of the job file. */
  readonly spans: readonly Span[];
  /** Why it failed, in one word: `failed`, `human-needed`, `budget`, `timed-out`, `blocked` … */
  readonly reason?: string;
  readonly error?: string;
  readonly note?: string;
  /** What put it in: `phase 2 cycle 1`. */
  readonly inserted?: string;
  readonly humanNeeded: readonly string[];
  readonly at: Evidence;
}

/** A phase with its plans, and how they were carried out. */
export interface ReportedPhase {
  readonly number: string;
  readonly name: string;
  readonly goal?: string;
  readonly status: string;
  readonly verification: string;
  readonly folder?: string;
  readonly planCount: PlanCount;
  readonly plans: readonly ReportedPlan[];
  /** The waves of its execution; empty where it was not carried out. */
  readonly waves: readonly { readonly number: number; readonly plans: readonly string[]; readonly span?: Span }[];
  /** The longest way through the plans by what each comes after, with the time of its plans added up; absent where no plan has a time. */
  readonly criticalPath?: { readonly plans: readonly string[]; readonly ms: number };
  /** Times in which fewer agents worked than were allowed to, though plans were left; why says what they waited for. */
  readonly idle: readonly (Span & { readonly agents: number; readonly why: string })[];
  /** Agents that may work at the same time. */
  readonly agentsAtOnce?: number;
}

/** A plan: when it ran, and what came of it. */
export interface ReportedPlan {
  /** `03-01`. */
  readonly id: string;
  readonly name: string;
  readonly wave?: number;
  /** Ids of the plans that it comes after. */
  readonly after: readonly string[];
  readonly standing: string;
  /** From the start of its first stage to the end of its last. */
  readonly span?: Span;
  readonly stages: readonly (Span & { readonly stage: string; readonly outcome?: string })[];
  readonly commits: readonly ReportedCommit[];
  /** From its summary. */
  readonly oneLiner?: string;
  readonly error?: string;
  readonly at: Evidence;
}

/** A commit of a plan, with the size of its change. */
export interface ReportedCommit {
  readonly repo: string;
  readonly sha: string;
  readonly subject: string;
  readonly task?: string;
  readonly date: string;
  readonly files: number;
  /** Lines; absent for what git calls binary. */
  readonly added: number;
  readonly removed: number;
}

/** One run of an agent. */
export interface ReportedAgent extends Span {
  readonly purpose: string;
  readonly role: string;
  readonly tier: string;
  readonly model?: string;
  readonly phase?: string;
  readonly plan?: string;
  readonly step: string;
  /** Absent while it runs, and where its runner was killed. */
  readonly outcome?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
}

/** One audit of a phase, or of the milestone. */
export interface ReportedAudit {
  /** `3`, or the version for the milestone. */
  readonly of: string;
  /** From 1, in the order in which they were made. */
  readonly round: number;
  /** The gap-fix cycle that it closes; absent where it is of none. */
  readonly cycle?: string;
  /** The gap-fix cycle that was put in for its gaps. */
  readonly opens?: string;
  readonly status: string;
  readonly verdict?: string;
  readonly span?: Span;
  readonly tests: readonly { readonly command: string; readonly outcome: string; readonly exit?: number; readonly failing: readonly string[]; readonly at: Evidence }[];
  readonly gaps: readonly { readonly id: string; readonly truth: string; readonly severity: string; readonly source: string; readonly why?: string; readonly rootCause?: string; readonly files: readonly string[]; readonly plans: readonly string[]; readonly at: Evidence }[];
  readonly at: Evidence;
}

/** One measure of a budget, with what is spent of it. */
export interface ReportedBudget {
  /** `job v1.0`. */
  readonly name: string;
  readonly measure: "time" | "tokens" | "cost";
  /** Milliseconds, tokens, or US dollars, as far as agents told them. */
  readonly spent: number;
  readonly limit?: number;
  /** Runs of agents that did not tell it; absent where there is none. */
  readonly unknown?: number;
}

/** The gap-fix cycles that are used up. */
export interface ReportedCycles {
  readonly milestone: { readonly used: number; readonly most: number };
  readonly phases: readonly { readonly phase: string; readonly used: number; readonly most: number }[];
}

/** Something that a person has to look at or to decide, with the command to go on. */
export interface ReportedAttention {
  readonly what: "failed-step" | "checkpoint" | "approval" | "human-needed" | "gap" | "problem" | "kept-work";
  readonly text: string;
  readonly at?: Evidence;
  readonly command?: string;
}

/** Something that happened at one moment. */
export interface ReportedEvent {
  readonly at: string;
  readonly type: "commit" | "test" | "conflict" | "wait" | "note" | "steps-inserted";
  readonly text: string;
  readonly plan?: string;
  readonly phase?: string;
}

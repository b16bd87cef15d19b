import type { Amounts, BudgetLevel, ExpectedTimes, JobFolder, JobList, JobStatus, PreviewLine, Problem, TestReport, ToldCycles, ToldStep, ToldUsage } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { ServiceWait } from "../spending/service-wait.js";
import type { WavePreview, WaveResult } from "./execute-phase-reports.js";
import type { PlanCount } from "./plan-count.js";
import type { NextCommand, QuickEntry } from "./quick-entry.js";
import type { FoundAround } from "../project/look-around.js";

/** One phase in a progress report. */
export interface PhaseProgress {
  /** As people write it: `3`, `2.1`. */
  readonly number: string;
  readonly name: string;
  /** The one status that every command uses. */
  readonly status: string;
  /** What lies on disk, without the roadmap's word. */
  readonly disk: string;
  /** Whether the roadmap's box is ticked. */
  readonly ticked: boolean;
  readonly verification: string;
  readonly plans: PlanCount;
  readonly folder?: string;
}

/** `dgs progress`: where the project stands and the one next command. */
export interface ProgressReport {
  readonly type: "progress";
  readonly root: string;
  readonly project?: string;
  readonly milestone?: { readonly version?: string; readonly name?: string };
  readonly phases: readonly PhaseProgress[];
  readonly totals: { readonly phases: PlanCount; readonly plans: PlanCount; readonly percent: number };
  readonly jobs: JobList;
  /** The quicks that have neither been completed nor abandoned. */
  readonly quicks: readonly QuickEntry[];
  /** What waits for a person: `target` is what is given to `dgs answer`; `kind` is that of a checkpoint, or `approval`. */
  readonly waiting: readonly { readonly target: string; readonly phase: string; readonly kind: string }[];
  /** The one command to go on with. `or`: another one that is as good, for who wants to decide first. */
  readonly next?: NextCommand & { readonly or?: NextCommand };
  readonly problems: readonly Problem[];
}

/** `dgs create-milestone-job`: what the job would be (`preview`), or that it was written (`created`). */
export interface JobPlanReport {
  readonly type: "preview" | "created";
  readonly version: string;
  /** The job file, relative to the planning root. */
  readonly path: string;
  readonly check: boolean;
  readonly steps: readonly string[];
  /** Phases that need no step, as people write their numbers. */
  readonly complete: readonly string[];
  readonly problems: readonly Problem[];
}

/** One step in a report of a run. */
export interface StepReport extends PreviewLine {
  readonly started?: string;
  readonly finished?: string;
  readonly error?: string;
  readonly note?: string;
  readonly inserted?: string;
}

/** `dgs run-job`: how the job stands after the run; with `dryRun` nothing was run. */
export interface RunJobReport {
  readonly type: "run";
  readonly version: string;
  readonly path: string;
  readonly dryRun: boolean;
  readonly status: JobStatus;
  readonly exit: ExitKind;
  readonly steps: readonly StepReport[];
  /** It was stopped because somebody asked for a pause. */
  readonly paused?: boolean;
  /** Steps that this run started. */
  readonly ran: number;
  readonly cycles: { readonly milestone: number; readonly phases: Readonly<Record<string, number>> };
  readonly humanNeeded: readonly string[];
  readonly error?: string;
  readonly summaryPath?: string;
  /** The report of the milestone as a page, relative to the planning root; absent where none was written. */
  readonly reportPath?: string;
  readonly problems: readonly Problem[];
}

/** `dgs list-jobs`. */
export interface ListJobsReport {
  readonly type: "jobs";
  readonly jobs: JobList;
}

/** `dgs cancel-job`. */
export interface CancelJobReport {
  readonly type: "cancelled";
  readonly version: string;
  readonly path: string;
  readonly folder: JobFolder;
  readonly summaryPath: string;
}

/** `dgs init`. */
export interface InitReport {
  readonly type: "initialised";
  readonly root: string;
  /** Files that were made, relative to the planning root; what was there already is left alone. */
  readonly created: readonly string[];
  /** What was found before anything was asked. */
  readonly found: Pick<FoundAround, "repo" | "others" | "isIgnored" | "tests">;
  /** The repos of the product, where there are several. */
  readonly repos?: readonly { readonly name: string; readonly path: string }[];
  /** The file that got a line by which git leaves the planning folder out, relative to the folder that holds it. */
  readonly ignoredIn?: string;
  /** What was taken because nobody said otherwise, one sentence each. */
  readonly assumed: readonly string[];
}

/** What a run tells while it goes on; for the person who watches. */
export type RunEvent =
  /** How the job stands: told when a run begins, and again before each step. */
  | { readonly type: "job-stands"; readonly version: string; readonly steps: readonly ToldStep[]; readonly cycles: ToldCycles }
  /** What is used of the widest budget that the run takes from; without any limit it is what was used for it. */
  | { readonly type: "budget-stands"; readonly level: BudgetLevel; readonly name: string; readonly used: Amounts; readonly limits: Amounts }
  /** How long things take, as far as earlier runs of the project can tell. */
  | ({ readonly type: "times-expected" } & ExpectedTimes)
  | { readonly type: "step-started"; readonly at: string; readonly step: number; readonly total: number; readonly command: string }
  | { readonly type: "step-ended"; readonly at: string; readonly step: number; readonly total: number; readonly command: string; readonly outcome: string; readonly detail?: string }
  | { readonly type: "steps-inserted"; readonly origin: string; readonly commands: readonly string[] }
  | { readonly type: "agent-started"; readonly purpose: string; readonly role: string; readonly tier: string; readonly attempt: number; readonly plan?: string; /** The file that its output goes to, absolute. */ readonly log?: string }
  | ({ readonly type: "agent-ended"; readonly purpose: string; readonly outcome: string; readonly durationMs: number; readonly plan?: string } & ToldUsage)
  | { readonly type: "agent-activity"; readonly purpose: string; readonly text: string; readonly plan?: string }
  /** What a run has used up so far, at most every few seconds. */
  | ({ readonly type: "agent-usage"; readonly purpose: string; readonly plan?: string } & ToldUsage)
  /** A run waits for its service, until a time (ISO 8601), and is tried again then. */
  | ({ readonly type: "agent-waiting"; readonly at: string } & ServiceWait)
  | { readonly type: "committed"; readonly repo: string; readonly sha: string; readonly subject: string; readonly plan?: string }
  /** `said` is one plain sentence; `report` what test runners counted, where one did. */
  | { readonly type: "tested"; readonly command: string; readonly outcome: string; readonly durationMs: number; readonly said: string; readonly report?: TestReport; readonly plan?: string }
  /** A stage of a phase's execution; several are under way at the same time. */
  | { readonly type: "stage-started"; readonly at: string; readonly stage: string; readonly plan?: string }
  | { readonly type: "stage-ended"; readonly at: string; readonly stage: string; readonly plan?: string; readonly outcome: string; readonly detail?: string }
  /** A wave of a phase's execution begins; of another kind of schedule several may be under way. */
  | { readonly type: "wave-started"; readonly at: string; readonly wave: WavePreview; readonly waves: number }
  /** All plans of a wave have landed, failed, or wait for a person. */
  | { readonly type: "wave-ended"; readonly at: string; readonly wave: WaveResult; readonly waves: number }
  /** What an execution is going to do. */
  | { readonly type: "phase-opened"; readonly phase: string; readonly name: string; readonly waves: readonly WavePreview[] }
  /** Two plans that run will conflict when they land; `with` is the other plan, or the branch that they land on. */
  | { readonly type: "conflict-ahead"; readonly plan: string; readonly with: string; readonly repo: string; readonly files: readonly string[] }
  | { readonly type: "note"; readonly text: string };

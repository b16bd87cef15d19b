import type { FileTimes } from "../checklist/file-times.js";
import type { StepStatus } from "../checklist/marker.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Sha } from "../ids/sha.js";
import type { Problem } from "../problem.js";
import type { StageOfRepo } from "./stage.js";

/** How often a repo may be overtaken in one run before it halts. */
export const RACE_BUDGET = 3;
/** How many commits of one rebase may conflict before it is undone. */
export const CONFLICT_BUDGET = 20;

/**
 * Where a quick works and whether it has an end of its own. `milestone`: no quick, but the completion of a milestone, whose work is done when its
 * file is made; it is carried out by the same stages. (Seed 000, "Quick Workflows"; design 4)
 */
export type QuickKind = "product-level" | "milestone-context" | "milestone";

/** The status of a quick, as its header says. */
export type QuickStatus = "pending" | "in-progress" | "ready" | "completing" | "completed" | "abandoning" | "abandoned" | "failed";

/** What an agent is told besides the title; git does the same with either. */
export type Guidance = "full" | "debug";

/** Why a stage did not end well. */
export type QuickFailure = "failed" | "dirty" | "conflict" | "gate-failed" | "push-rejected" | "race" | "human-needed" | "budget" | "timed-out" | "internal";

/** What a stage that is done has to tell. */
export interface StageFacts {
  readonly note?: string;
  /** How many commits a commit or fast-forward brought. */
  readonly commits?: number;
  /** Where the branch (rebase) or the base branch (fast-forward) stood before. */
  readonly before?: Sha;
  /** Where it stands now; for a new worktree the commit it was made from. */
  readonly after?: Sha;
  /** Where to it was pushed; absent where a repo has no remote. */
  readonly remote?: string;
  /** The ref under which work was kept. */
  readonly ref?: string;
}

/** One stage of a quick in its file: a marker, what it is of, and what was recorded about its last run. */
export interface QuickStep extends StageOfRepo, StageFacts {
  readonly status: StepStatus;
  /** What put the step in: `conflict`, `gate-failed`, `race 1`. */
  readonly inserted?: string;
  /** Why a rebase is to be undone. */
  readonly cause?: string;
  /** The files that conflict. */
  readonly files?: readonly string[];
  /** When it was found that an earlier run of the step had not ended. */
  readonly cutOff?: string;
  readonly started?: string;
  readonly finished?: string;
  readonly reason?: string;
  readonly error?: string;
  /** Why a step counts as done although nothing was done. */
  readonly skipped?: string;
}

/** A quick as its file says. Holds no offsets: those are true for one text only. */
export interface Quick extends FileTimes {
  readonly path: PlanningPath;
  readonly title: string;
  readonly kind: QuickKind;
  readonly status: QuickStatus;
  readonly branch: string;
  readonly base: string;
  /** Name of the worktree's folder beside a checkout, with `{repo}` for the checkout's name. */
  readonly worktree: string;
  readonly guidance: readonly Guidance[];
  /** How often each repo was overtaken since the last time that a halted quick was taken up. */
  readonly races: Readonly<Record<string, number>>;
  readonly steps: readonly QuickStep[];
  readonly problems: readonly Problem[];
}

/** The text that a quick is read from. */
export interface QuickFiles {
  readonly path: PlanningPath;
  readonly texts: ReadonlyMap<PlanningPath, string>;
}

/** What a stage came to, as the runtime saw it. */
export type StageOutcome =
  | ({ readonly type: "done" } & StageFacts)
  /** A commit does not apply; the rebase stands still at it. `before`: where the branch stood when the rebase began. */
  | { readonly type: "conflict"; readonly files: readonly string[]; readonly before?: Sha }
  /** The conflict agent's result is not taken: a marker is left, something else was changed, or it gave up. */
  | { readonly type: "not-accepted"; readonly why: string }
  /** The base branch moved, here or on the remote, since it was fetched. */
  | { readonly type: "race" }
  /** The remote took the push for a good one and still said no. */
  | { readonly type: "push-rejected"; readonly error: string }
  | { readonly type: "gate-failed"; readonly error: string }
  /** The worktree holds changes that are in no commit. */
  | { readonly type: "dirty"; readonly files: readonly string[] }
  | { readonly type: "nothing-to-merge" }
  /** `untouched`: nothing was done, and the stage itself runs again when what is in the way is gone. */
  | { readonly type: "failed"; readonly reason: QuickFailure; readonly error: string; readonly untouched?: true }
  | { readonly type: "interrupted" };

/** What was seen, with its time. */
export type QuickObservation =
  | { readonly type: "run-opened"; readonly at: string }
  | { readonly type: "complete-asked"; readonly at: string }
  /** A person asked for it and confirmed. */
  | { readonly type: "abandon-asked"; readonly at: string }
  | { readonly type: "step-opened"; readonly at: string; readonly step: number }
  | { readonly type: "step-ended"; readonly at: string; readonly step: number; readonly outcome: StageOutcome }
  | { readonly type: "steps-used-up"; readonly at: string };

/** A fact to be written down. One event is one durable write. */
export type QuickEvent =
  | { readonly type: "quick-reopened"; readonly at: string }
  | { readonly type: "completion-started"; readonly insert: readonly QuickStep[] }
  | { readonly type: "abandonment-started"; readonly insert: readonly QuickStep[] }
  | { readonly type: "step-started"; readonly at: string; readonly step: number }
  | QuickStepClosed
  /** A step waits for what is put in behind an earlier one. */
  | { readonly type: "step-returned"; readonly step: number; readonly behind: number; readonly insert: readonly QuickStep[] }
  | { readonly type: "step-failed"; readonly at: string; readonly step: number; readonly reason: QuickFailure; readonly error: string }
  | { readonly type: "step-interrupted"; readonly at: string; readonly step: number }
  | { readonly type: "quick-settled"; readonly at: string; readonly status: "ready" | "completed" | "abandoned" };

/** A stage is done; what follows from its outcome is written with it. */
export interface QuickStepClosed {
  readonly type: "step-completed";
  readonly at: string;
  readonly step: number;
  readonly facts: StageFacts;
  readonly skipped?: string;
  /** Steps that go in directly behind this one. */
  readonly insert: readonly QuickStep[];
  /** Steps that are skipped with it. */
  readonly skip: readonly number[];
  /** The repo whose count of races goes up. */
  readonly race?: string;
  /** The quick halts with this event. */
  readonly halt?: boolean;
}

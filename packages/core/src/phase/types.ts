import type { FileTimes } from "../checklist/file-times.js";
import type { StepStatus } from "../checklist/marker.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Sha } from "../ids/sha.js";
import type { Problem } from "../problem.js";
import type { PhaseStage } from "./stage.js";

/** How many checkpoints one plan may reach in one execution. */
export const CHECKPOINT_BUDGET = 20;
/** How many commits of one landing may conflict before it is given up. */
export const LANDING_CONFLICT_BUDGET = 20;

/** How often a plan may be carried out anew because it does not fit the new base. */
export const AGAIN_BUDGET = 1;

/** When plans start: wave by wave, or as soon as what they come after is in. */
export type Schedule = "waves" | "dag";

/** What happens to the others when a plan fails. (design 3.6) */
export type FailurePolicy = "halt" | "continue" | "ask";

/** The status of an execution, as its header says. */
export type ExecutionStatus = "pending" | "in-progress" | "waiting" | "failed" | "completed";

/** What the verifier said; `off` where verification is switched off. */
export type ExecutionVerdict = "passed" | "human_needed" | "gaps_found" | "off";

/** Why a stage did not end well; each has an exit code of its own. */
export type ExecutionFailure = "failed" | "gaps" | "human-needed" | "budget" | "timed-out" | "conflict" | "usage" | "internal";

/** What an agent stops at. */
export type CheckpointKind = "human-verify" | "decision" | "human-action" | "unknown";

/** What a person says to a failed plan. */
export type AfterFailure = "continue" | "stop";

/** What is told of a plan once, when it is put in. */
export interface PlanPlacing {
  /** The effective wave. (design 3.3) */
  readonly wave: number;
  /** The plans of this execution that it comes after. */
  readonly after: readonly PlanId[];
  /** The plans of this execution that may change the same files: never under way at the same time. */
  readonly apart: readonly PlanId[];
}

/** A plan that is to be carried out. */
export interface PlanToRun extends PlanPlacing {
  readonly id: PlanId;
}

/** How an execution goes; what a person says at each opening. */
export interface ExecutionOptions {
  readonly schedule: Schedule;
  /** Agents that may work at the same time, 1 or more. */
  readonly agents: number;
  readonly onFailure: FailurePolicy;
}

/** What a stage that is done has to tell. */
export interface PhaseStageFacts {
  readonly note?: string;
  readonly commits?: number;
  /** Where the branch stood before a landing. */
  readonly before?: Sha;
  /** Where it stands after it. */
  readonly after?: Sha;
}

/** One stage in the file of an execution. */
export interface PhaseStep extends PhaseStageFacts, Partial<PlanPlacingOfStep> {
  readonly stage: PhaseStage;
  readonly plan?: PlanId;
  readonly status: StepStatus;
  /** What put the step in: `checkpoint`, `conflict`, `red on the new base`, `human_needed`. */
  readonly inserted?: string;
  /** Why something is done again. */
  readonly cause?: string;
  /** The files that conflict. */
  readonly files?: readonly string[];
  /** At a checkpoint: what it is, and the number of the task it stands at. */
  readonly kind?: CheckpointKind;
  readonly task?: number;
  /** Since when it waits for a person. */
  readonly waiting?: string;
  /** What was answered, and whether a person or the rule of a job did. */
  readonly answer?: string;
  readonly by?: "person" | "rule";
  readonly cutOff?: string;
  readonly started?: string;
  readonly finished?: string;
  readonly reason?: string;
  readonly error?: string;
  /** What was said to a failure. */
  readonly then?: AfterFailure;
  /** Why a step counts as done although nothing was done. */
  readonly skipped?: string;
}

/** The placing of a plan as details of its `run`: `comesAfter` as `after` is a commit here. */
export interface PlanPlacingOfStep {
  readonly wave: number;
  readonly comesAfter: readonly PlanId[];
  readonly apart: readonly PlanId[];
}

/** An execution as its file says. Holds no offsets: those are true for one text only. */
export interface PhaseExecution extends ExecutionOptions, FileTimes {
  readonly path: PlanningPath;
  readonly phase: PhaseNumber | undefined;
  readonly status: ExecutionStatus;
  readonly verdict?: ExecutionVerdict;
  /** How often each plan was carried out again since a halted execution was last taken up. */
  readonly again: Readonly<Record<string, number>>;
  readonly steps: readonly PhaseStep[];
  readonly problems: readonly Problem[];
}

/** The text that an execution is read from. */
export interface PhaseExecutionFiles {
  readonly path: PlanningPath;
  readonly texts: ReadonlyMap<PlanningPath, string>;
}

/** What a stage came to, as the runtime saw it. */
export type PhaseStageOutcome =
  | ({ readonly type: "done" } & PhaseStageFacts)
  /** The agent stopped at a checkpoint; what it said lies in a file of its own. */
  | { readonly type: "checkpoint"; readonly kind: CheckpointKind; readonly task?: number; readonly note?: string }
  /** `note`: what was asked and, where a rule answered, what is left for a person to look at. */
  | { readonly type: "answered"; readonly answer: string; readonly by: "person" | "rule"; readonly note?: string }
  /** A person neither answers nor puts it off: the plan is skipped, or the phase stopped. (Seed 004, "failure_handling") */
  | { readonly type: "given-up"; readonly then: AfterFailure }
  /** Nobody can be asked now. */
  | { readonly type: "not-answered" }
  | { readonly type: "conflict"; readonly files: readonly string[] }
  /** A resolution is not taken; the worktree is as it was before the rebase. */
  | { readonly type: "not-accepted"; readonly why: string }
  /** The checks that were green in the worktree are red on the new base. */
  | { readonly type: "red"; readonly error: string }
  | { readonly type: "verified"; readonly verdict: ExecutionVerdict; readonly note?: string }
  | { readonly type: "approved"; readonly note?: string }
  /** A person looked and found something; it counts as gaps. */
  | { readonly type: "issues"; readonly note: string }
  /** In a job nobody is asked: it stays for a person to look at. */
  | { readonly type: "left" }
  | { readonly type: "failed"; readonly reason: ExecutionFailure; readonly error: string }
  | { readonly type: "interrupted" };

/**
 * Which step is meant: the one of a plan, or of the phase, that is next or under way. Never its place: while it is under way others are put in
 * before it.
 */
export interface PhaseStepName {
  readonly stage: PhaseStage;
  readonly plan?: PlanId;
}

/** What was seen, with its time. */
export type PhaseObservation =
  | {
      readonly type: "execution-opened";
      readonly at: string;
      readonly plans: readonly PlanToRun[];
      /** Whether the verifier has to look, although no plan is to be carried out. */
      readonly verify: boolean;
      readonly options: ExecutionOptions;
    }
  | ({ readonly type: "step-opened"; readonly at: string } & PhaseStepName)
  | ({ readonly type: "step-ended"; readonly at: string; readonly outcome: PhaseStageOutcome } & PhaseStepName)
  /** To the checkpoint of a plan, or without one to what a person has to look at. */
  | { readonly type: "answer-given"; readonly at: string; readonly plan?: PlanId; readonly answer: string }
  | { readonly type: "failure-answered"; readonly at: string; readonly plan: PlanId; readonly then: AfterFailure }
  | { readonly type: "nothing-to-start"; readonly at: string };

/** A fact to be written down. One event is one durable write. */
export type PhaseEvent =
  | PhaseExecutionOpened
  | { readonly type: "step-started"; readonly at: string; readonly step: number }
  | PhaseStepClosed
  | { readonly type: "step-failed"; readonly at: string; readonly step: number; readonly reason: ExecutionFailure; readonly error: string; readonly then?: AfterFailure }
  | { readonly type: "step-interrupted"; readonly at: string; readonly step: number }
  | { readonly type: "step-waits"; readonly at: string; readonly step: number }
  | { readonly type: "failure-answered"; readonly step: number; readonly then: AfterFailure }
  | { readonly type: "execution-settled"; readonly at: string; readonly status: "completed" | "failed" | "waiting" };

/** An execution is opened or taken up: what is to be done by now stands in its file. */
export interface PhaseExecutionOpened {
  readonly type: "execution-opened";
  readonly at: string;
  readonly options: ExecutionOptions;
  readonly insert: readonly PhaseStep[];
  /** The step that they go in behind. */
  readonly behind: number;
  /** Steps of plans that are done by now. */
  readonly skip: readonly number[];
}

/** A stage is done; what follows from its outcome is written with it. */
export interface PhaseStepClosed {
  readonly type: "step-completed";
  readonly at: string;
  readonly step: number;
  readonly facts: PhaseStageFacts;
  readonly answer?: { readonly text: string; readonly by: "person" | "rule" };
  /** Steps that go in directly behind this one. */
  readonly insert: readonly PhaseStep[];
  readonly verdict?: ExecutionVerdict;
  /** The plan whose count of runs on a new base goes up. */
  readonly again?: PlanId;
}

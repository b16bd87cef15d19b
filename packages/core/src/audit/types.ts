import type { FileTimes } from "../checklist/file-times.js";
import type { StepStatus } from "../checklist/marker.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Problem } from "../problem.js";
import type { AuditStage, GapId, StageOfAudit } from "./stage.js";
import type { AuditVerdict, GateStanding, TestOutcome } from "./verdict.js";

/** How often a command that failed is run again, unchanged, to tell a flaky one. */
export const AGAIN_RUNS = 2;

/** How often the plans that close the gaps are made, the first time counted. */
export const FIX_ROUNDS = 3;

/** The status of an audit, as its header says; `superseded`: it was cut off, and what it looked at is not there any more. */
export type AuditStatus = "pending" | "in-progress" | "failed" | "completed" | "superseded";

/** Why a stage did not end well; each has an exit code of its own. */
export type AuditFailure = "failed" | "human-needed" | "budget" | "timed-out" | "usage" | "internal";

/** How bad a gap is, as the UAT file says. */
export type GapSeverity = "blocker" | "major" | "minor" | "cosmetic";

/** Who found a gap: a test command, code that looked at files, or the phase verifier. */
export type GapSource = "test" | "code" | "verifier";

/** Something that is not as the phase promised. */
export interface AuditGap {
  readonly truth: string;
  readonly source: GapSource;
  readonly severity: GapSeverity;
  readonly why?: string;
  /** The files that it is about. */
  readonly files?: readonly string[];
}

/** A test command that an audit runs. */
export interface TestToRun {
  /** From 1; the number of the test in the UAT file. */
  readonly number: number;
  readonly command: string;
  /** The repo that it runs in; absent where the product has only one. */
  readonly repo?: string;
  /** Where it is declared: `full suite`, `plan 05-01`. */
  readonly origin: string;
  /** The first phase that declares it; only where the tests are those of several. */
  readonly phase?: PhaseNumber;
  /** The number of the command that runs the same tests and more. */
  readonly coveredBy?: number;
  /** It passed in an earlier audit, and only what did not pass is run. */
  readonly passedBefore?: true;
}

/** What a stage that is done has to tell. */
export interface AuditFacts {
  readonly note?: string;
  readonly outcome?: TestOutcome;
  readonly exit?: number;
  /** The names of all tests that failed; absent where not all have one, and where they are too many for the file. */
  readonly failing?: readonly string[];
  /** How many failures runners counted. */
  readonly failures?: number;
  /** A fingerprint of what a command printed whose failing tests have no names. */
  readonly output?: string;
  /** On the base: names of tests that fail now and did not fail there. */
  readonly fresh?: readonly string[];
  /** On the base: names of tests that fail now and failed there, too. */
  readonly old?: readonly string[];
  /** On the base: whether it failed there in the same way. */
  readonly already?: "yes" | "no";
  /** What a person has to look at, one item an entry. */
  readonly human?: readonly string[];
  /** How many things code looked at and found as they should be. */
  readonly held?: number;
  /** What became of what the gate measures. */
  readonly gate?: GateStanding;
  /** The cause of a gap; `unknown` where the debugger did not find it. */
  readonly rootCause?: string;
  readonly plans?: readonly PlanId[];
  /** The fix was given up: the gaps stay without a plan. */
  readonly unplanned?: "yes";
}

/** One stage in the file of an audit. */
export interface AuditStep extends AuditFacts, StageOfAudit, Partial<AuditGap>, Partial<Omit<TestToRun, "number" | "passedBefore" | "phase">> {
  readonly status: StepStatus;
  /** What put the step in. */
  readonly inserted?: string;
  /** Why something is done again. */
  readonly cause?: string;
  readonly cutOff?: string;
  readonly started?: string;
  readonly finished?: string;
  readonly reason?: string;
  readonly error?: string;
  /** Why a step counts as done although nothing was done. */
  readonly skipped?: string;
}

/** An audit as its file says. Holds no offsets: those are true for one text only. */
export interface Audit extends FileTimes {
  readonly path: PlanningPath;
  readonly phase: PhaseNumber | undefined;
  readonly status: AuditStatus;
  readonly verdict?: AuditVerdict;
  /** Whether only what failed before is run. */
  readonly rerunFailed: boolean;
  /** Agents that may work at the same time, 1 or more. */
  readonly agents: number;
  /** The commit of each repo that is looked at, by its name. */
  readonly heads: Readonly<Record<string, string>>;
  /** The commit of each repo that the phase started from, by its name; empty where nobody knows. */
  readonly base: Readonly<Record<string, string>>;
  /** Plans that close gaps and wait to be carried out: an earlier audit has made them, and no others are made beside them. */
  readonly waiting: readonly PlanId[];
  readonly steps: readonly AuditStep[];
  readonly problems: readonly Problem[];
}

/** The text that an audit is read from. */
export interface AuditFiles {
  readonly path: PlanningPath;
  readonly texts: ReadonlyMap<PlanningPath, string>;
}

/** What a stage came to, as the runtime saw it. */
export type AuditStageOutcome =
  | ({ readonly type: "tested"; readonly outcome: TestOutcome; readonly said: string } & Pick<AuditFacts, "exit" | "failing" | "failures" | "output">)
  /** `already`: it fails there in the same way; where it cannot be told, it does not. */
  | ({ readonly type: "tested-on-base"; readonly already: boolean; readonly said: string } & Pick<AuditFacts, "fresh" | "old">)
  | { readonly type: "looked"; readonly held: number; readonly gate: GateStanding; readonly gaps: readonly AuditGap[]; readonly human: readonly string[] }
  | { readonly type: "structure-verified"; readonly gaps: readonly AuditGap[]; readonly human: readonly string[] }
  | { readonly type: "merged" }
  | { readonly type: "diagnosed"; readonly rootCause: string | undefined; readonly note?: string }
  | { readonly type: "planned"; readonly plans: readonly PlanId[] }
  | { readonly type: "plans-accepted" }
  | { readonly type: "plans-refused"; readonly issues: readonly string[] }
  | { readonly type: "recorded" }
  | { readonly type: "failed"; readonly reason: AuditFailure; readonly error: string }
  | { readonly type: "interrupted" };

/** What was seen, with its time. */
export type AuditObservation =
  | { readonly type: "audit-opened"; readonly at: string; readonly heads: Readonly<Record<string, string>>; readonly agents: number }
  | ({ readonly type: "step-opened"; readonly at: string } & StageOfAudit)
  | ({ readonly type: "step-ended"; readonly at: string; readonly outcome: AuditStageOutcome } & StageOfAudit)
  | { readonly type: "nothing-to-start"; readonly at: string };

/** A fact to be written down. One event is one durable write. */
export type AuditEvent =
  | { readonly type: "audit-opened"; readonly at: string; readonly agents: number }
  | { readonly type: "audit-superseded"; readonly at: string }
  | { readonly type: "step-started"; readonly at: string; readonly step: number }
  | AuditStepClosed
  | { readonly type: "step-failed"; readonly at: string; readonly step: number; readonly reason: AuditFailure; readonly error: string }
  | { readonly type: "step-interrupted"; readonly at: string; readonly step: number }
  | { readonly type: "audit-settled"; readonly at: string; readonly status: "completed" | "failed" };

/** A stage is done; what follows from its outcome is written with it. */
export interface AuditStepClosed {
  readonly type: "step-completed";
  readonly at: string;
  readonly step: number;
  readonly facts: AuditFacts;
  /** Steps that go in directly behind this one. */
  readonly insert: readonly AuditStep[];
  /** Tests that are not run, as this command covers them. */
  readonly skip: readonly number[];
  readonly verdict?: AuditVerdict;
}

/** What an audit asks for. Each effect can be asked for again: what is done already is an answer, not a fault. */
export type AuditEffect =
  | { readonly type: "run-test"; readonly stage: "test" | "test again" | "test on base"; readonly test: number; readonly command: string; readonly resumed: boolean }
  | { readonly type: "diagnose-gap"; readonly stage: "diagnose"; readonly gap: GapId; readonly resumed: boolean }
  | { readonly type: "perform-stage"; readonly stage: Exclude<AuditStage, "test" | "test again" | "test on base" | "diagnose">; readonly resumed: boolean; readonly cause?: string }
  | { readonly type: "settle-audit"; readonly status: "completed" | "failed" };

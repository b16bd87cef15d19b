import { countOf } from "../checklist/counts.js";
import type { PhaseStage } from "./stage.js";
import type { ExecutionFailure, PhaseEvent, PhaseExecution, PhaseStageFacts, PhaseStageOutcome, PhaseStep, PhaseStepClosed } from "./types.js";
import { AGAIN_BUDGET, CHECKPOINT_BUDGET, LANDING_CONFLICT_BUDGET } from "./types.js";

type Outcome<Type extends PhaseStageOutcome["type"]> = Extract<PhaseStageOutcome, { readonly type: Type }>;

/** What to record about the end of a stage; an outcome that a stage cannot have is a fault of DGS and fails it. */
export function decidePhaseStage(execution: PhaseExecution, at: string, index: number, outcome: PhaseStageOutcome): PhaseEvent {
  const stage = execution.steps[index]?.stage ?? "run";
  const fail = (reason: ExecutionFailure, error: string): PhaseEvent => ({ type: "step-failed", at, step: index, reason, error });
  if (!ENDS[stage].includes(outcome.type)) return fail("internal", `\`${stage}\` cannot end with ${outcome.type}`);
  switch (outcome.type) {
    case "done":
      return closed(at, index, factsOf(outcome));
    case "checkpoint":
      return stopped(execution, at, index, outcome);
    case "answered":
      return closed(at, index, noteOf(outcome.note), { answer: { text: outcome.answer, by: outcome.by } });
    case "given-up":
      return { type: "step-failed", at, step: index, reason: "human-needed", error: GIVEN_UP[outcome.then], then: outcome.then };
    case "not-answered":
      return { type: "step-waits", at, step: index };
    case "conflict":
      return conflicted(execution, at, index, outcome.files);
    case "not-accepted":
      return again(execution, at, index, { why: outcome.why, origin: "conflict", reason: "conflict" });
    case "red":
      return again(execution, at, index, { why: outcome.error, origin: "red on the new base", reason: "failed" });
    case "verified":
      return verified(execution, at, index, outcome);
    case "approved":
      return closed(at, index, noteOf(outcome.note), { verdict: "passed" });
    case "issues":
      return closed(at, index, noteOf(outcome.note), { verdict: "gaps_found" });
    case "left":
      return closed(at, index, { note: "left to a person" });
    case "failed":
      // A resolution that came to nothing leaves the plan where it was before the rebase.
      return stage === "resolve conflict" && outcome.reason === "failed" ? again(execution, at, index, { why: outcome.error, origin: "conflict", reason: "conflict" }) : fail(outcome.reason, outcome.error);
    case "interrupted":
      return { type: "step-interrupted", at, step: index };
  }
}

const WORK: readonly PhaseStageOutcome["type"][] = ["done", "checkpoint", "failed", "interrupted"];
const ENDS: Readonly<Record<PhaseStage, readonly PhaseStageOutcome["type"][]>> = {
  run: WORK,
  continue: WORK,
  "run again": WORK,
  checkpoint: ["answered", "given-up", "not-answered", "failed", "interrupted"],
  land: ["done", "conflict", "red", "failed", "interrupted"],
  "resolve conflict": ["done", "conflict", "not-accepted", "failed", "interrupted"],
  verify: ["verified", "failed", "interrupted"],
  approve: ["approved", "issues", "left", "not-answered", "failed", "interrupted"],
  record: ["done", "failed", "interrupted"],
};

const GIVEN_UP = { continue: "A person skipped the plan at its checkpoint.", stop: "A person stopped the phase at this checkpoint." } as const;

function closed(at: string, step: number, facts: PhaseStageFacts, more: Partial<PhaseStepClosed> = {}): PhaseEvent {
  return { type: "step-completed", at, step, facts, insert: [], ...more };
}

function factsOf({ type: _type, ...facts }: Outcome<"done">): PhaseStageFacts {
  return facts;
}

function noteOf(note: string | undefined): PhaseStageFacts {
  return note === undefined ? {} : { note };
}

function another(execution: PhaseExecution, index: number, stage: PhaseStage, more: Partial<PhaseStep> = {}): PhaseStep {
  const plan = execution.steps[index]?.plan;
  return { stage, status: "pending", ...(plan === undefined ? {} : { plan }), ...more };
}

function ofPlan({ steps }: PhaseExecution, index: number, stage: PhaseStage): readonly number[] {
  return steps.flatMap((step, at) => (step.plan === steps[index]?.plan && step.stage === stage ? [at] : []));
}

function stopped(execution: PhaseExecution, at: string, index: number, { kind, task, note }: Outcome<"checkpoint">): PhaseEvent {
  if (ofPlan(execution, index, "checkpoint").length >= CHECKPOINT_BUDGET) return { type: "step-failed", at, step: index, reason: "human-needed", error: `The plan stopped at more than ${String(CHECKPOINT_BUDGET)} checkpoints.` };
  const place = { kind, ...(task === undefined ? {} : { task }), inserted: "checkpoint" };
  return closed(at, index, { note: note ?? `stopped at a checkpoint: ${kind}` }, { insert: [another(execution, index, "checkpoint", place), another(execution, index, "continue", { inserted: "checkpoint" })] });
}

function conflicted(execution: PhaseExecution, at: string, index: number, files: readonly string[]): PhaseEvent {
  const since = Math.max(-1, ...[...ofPlan(execution, index, "run"), ...ofPlan(execution, index, "run again")].filter((each) => each < index));
  const resolutions = ofPlan(execution, index, "resolve conflict").filter((each) => each > since && each <= index).length;
  if (resolutions >= LANDING_CONFLICT_BUDGET) return again(execution, at, index, { why: `more than ${String(LANDING_CONFLICT_BUDGET)} commits conflict`, origin: "conflict", reason: "conflict" });
  const resolve = another(execution, index, "resolve conflict", { inserted: "conflict", files });
  const insert = execution.steps[index]?.stage === "land" ? [resolve, another(execution, index, "land", { inserted: "conflict" })] : [resolve];
  return closed(at, index, { note: `conflict in ${String(files.length)} file${files.length === 1 ? "" : "s"}` }, { insert });
}

/** What was done does not fit the new base: once a fresh agent does it anew there, then the plan fails alone. */
function again(execution: PhaseExecution, at: string, index: number, { why, origin, reason }: { readonly why: string; readonly origin: string; readonly reason: ExecutionFailure }): PhaseEvent {
  const { plan, stage } = execution.steps[index] ?? {};
  if (plan === undefined || countOf(execution.again, plan) >= AGAIN_BUDGET) return { type: "step-failed", at, step: index, reason, error: why };
  const rerun = another(execution, index, "run again", { inserted: origin, cause: why });
  // Behind a resolution its landing stands already.
  const insert = stage === "land" ? [rerun, another(execution, index, "land", { inserted: origin })] : [rerun];
  return closed(at, index, { note: `not accepted: ${why}` }, { insert, again: plan });
}

function verified(execution: PhaseExecution, at: string, index: number, { verdict, note }: Outcome<"verified">): PhaseEvent {
  const insert = verdict === "human_needed" ? [another(execution, index, "approve", { inserted: "human_needed" })] : [];
  return closed(at, index, noteOf(note), { verdict, insert });
}

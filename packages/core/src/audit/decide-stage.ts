import { withClosed } from "./closed-step.js";
import { whyOf } from "./failures.js";
import { isRunAgain } from "./run-again.js";
import { gapIdOf } from "./stage.js";
import type { AuditStage } from "./stage.js";
import { gapsOf, repoOf, standingsOf, testLabel, testStanding } from "./standing.js";
import type { Audit, AuditEvent, AuditFacts, AuditGap, AuditStageOutcome, AuditStep, AuditStepClosed } from "./types.js";
import { FIX_ROUNDS } from "./types.js";
import { isGreen, TEST_VERDICTS, verdictOf } from "./verdict.js";

type Outcome<Type extends AuditStageOutcome["type"]> = Extract<AuditStageOutcome, { readonly type: Type }>;

/** What to record about the end of a stage; an outcome that a stage cannot have is a fault of DGS and fails it. */
export function decideAuditStage(audit: Audit, at: string, index: number, outcome: AuditStageOutcome): AuditEvent {
  const stage = audit.steps[index]?.stage ?? "test";
  if (outcome.type === "interrupted") return { type: "step-interrupted", at, step: index };
  if (outcome.type !== "failed" && !ENDS[stage].includes(outcome.type)) return { type: "step-failed", at, step: index, reason: "internal", error: `\`${stage}\` cannot end with ${outcome.type}` };
  switch (outcome.type) {
    case "tested":
      return tested(audit, at, index, outcome);
    case "tested-on-base":
      return testedOnBase(audit, at, index, outcome);
    case "looked":
      return closed(at, index, { held: outcome.held, gate: outcome.gate, ...humanOf(outcome.human) }, { insert: gapSteps(audit, outcome.gaps) });
    case "structure-verified":
      return closed(at, index, humanOf(outcome.human), { insert: gapSteps(audit, outcome.gaps) });
    case "merged":
      return merged(audit, at, index);
    case "diagnosed":
      return closed(at, index, { rootCause: outcome.rootCause ?? "unknown", ...noteOf(outcome.note) });
    case "planned":
      return closed(at, index, { plans: outcome.plans });
    case "plans-accepted":
      return closed(at, index, {}, { verdict: "diagnosed" });
    case "plans-refused":
      return refused(audit, at, index, outcome.issues);
    case "recorded":
      return closed(at, index, {});
    case "failed":
      return failed(audit, at, index, outcome);
  }
}

const ENDS: Readonly<Record<AuditStage, readonly AuditStageOutcome["type"][]>> = {
  test: ["tested"],
  "test again": ["tested"],
  "test on base": ["tested-on-base"],
  look: ["looked"],
  "verify structure": ["structure-verified"],
  merge: ["merged"],
  diagnose: ["diagnosed"],
  "plan fixes": ["planned"],
  "check fixes": ["plans-accepted", "plans-refused"],
  record: ["recorded"],
};

function closed(at: string, step: number, facts: AuditFacts, more: Partial<AuditStepClosed> = {}): AuditStepClosed {
  return { type: "step-completed", at, step, facts, insert: [], skip: [], ...more };
}

function noteOf(note: string | undefined): AuditFacts {
  return note === undefined ? {} : { note };
}

function humanOf(human: readonly string[]): AuditFacts {
  return human.length === 0 ? {} : { human };
}

/** New gaps are numbered on behind those that are there. */
function gapSteps(audit: Audit, gaps: readonly AuditGap[]): readonly AuditStep[] {
  const first = audit.steps.reduce((most, { gap }) => Math.max(most, gap === undefined ? 0 : Number(gap.slice(2))), 0) + 1;
  return gaps.map((gap, index) => ({ stage: "diagnose", gap: gapIdOf(first + index), status: "pending", ...gap }));
}

function tested(audit: Audit, at: string, index: number, { said, type: _type, ...seen }: Outcome<"tested">): AuditEvent {
  const { stage = "test", test = 0 } = audit.steps[index] ?? {};
  const { outcome } = seen;
  const facts: AuditFacts = { note: said, ...seen };
  const more = (next: AuditStage): AuditStep => ({ stage: next, test, status: "pending", inserted: outcome });
  if (isRunAgain(audit, { stage, test }, outcome)) return closed(at, index, facts, { insert: [more("test again")] });
  if (!isGreen(outcome) && outcome !== "infrastructure" && hasBase(audit, test)) return closed(at, index, facts, { insert: [more("test on base")] });
  return ofTest(audit, at, index, facts);
}

/** Of several repos the one that the command runs in has to have a commit that the phase started from. */
function hasBase(audit: Audit, test: number): boolean {
  const repo = repoOf(audit, test);
  return repo === undefined ? Object.keys(audit.base).length > 0 : Object.hasOwn(audit.base, repo);
}

function testedOnBase(audit: Audit, at: string, index: number, { already, said, fresh, old }: Outcome<"tested-on-base">): AuditEvent {
  return ofTest(audit, at, index, { note: said, already: already ? "yes" : "no", ...(fresh === undefined ? {} : { fresh }), ...(old === undefined ? {} : { old }) });
}

/** The last run of a command: what all of them show is a gap, covers other commands, or neither. */
function ofTest(audit: Audit, at: string, index: number, facts: AuditFacts): AuditEvent {
  const { test = 0 } = audit.steps[index] ?? {};
  const after: Audit = { ...audit, steps: withClosed(audit.steps, index, { at, facts, start: {} }) };
  const standing = testStanding(after, test);
  if (standing === "passed") return closed(at, index, facts, { skip: coveredBy(audit, test) });
  if (TEST_VERDICTS[standing] !== "gaps_found") return closed(at, index, facts);
  const gap: AuditGap = { truth: `${testLabel(audit, test)} passes`, source: "test", severity: "major", why: whyOf(after, test) ?? standing };
  return closed(at, index, facts, { insert: gapSteps(audit, [gap]).map((step) => ({ ...step, test })) });
}

function coveredBy({ steps }: Audit, test: number): readonly number[] {
  return steps.flatMap((step, index) => (step.stage === "test" && step.status === "pending" && step.coveredBy === test ? [index] : []));
}

function merged(audit: Audit, at: string, index: number): AuditEvent {
  const verdict = verdictOf(standingsOf(audit));
  if (verdict !== "gaps_found" || gapsOf(audit).length === 0) return closed(at, index, {}, { verdict });
  if (audit.waiting.length > 0) return closed(at, index, {}, { verdict: "diagnosed", skip: audit.steps.flatMap((step, each) => (step.stage === "diagnose" && step.status === "pending" ? [each] : [])) });
  return closed(at, index, {}, { verdict, insert: [{ stage: "plan fixes", status: "pending" }, { stage: "check fixes", status: "pending" }] });
}

/** The checker found something: the plans are made anew, or given up. */
function refused(audit: Audit, at: string, index: number, issues: readonly string[]): AuditEvent {
  const rounds = audit.steps.filter((step) => step.stage === "plan fixes").length;
  const cause = issues.join("; ");
  if (rounds >= FIX_ROUNDS) return closed(at, index, { note: `not accepted: ${cause}`, unplanned: "yes" });
  const again = (stage: "plan fixes" | "check fixes"): AuditStep => ({ stage, status: "pending", inserted: "the checker", cause });
  return closed(at, index, { note: `not accepted: ${cause}` }, { insert: [again("plan fixes"), again("check fixes")] });
}

/** An agent whose work is not accepted ends the fix, not the audit: the gaps stay. Every other failure stops the audit where it is. */
function failed(audit: Audit, at: string, index: number, { reason, error }: Outcome<"failed">): AuditEvent {
  const stage = audit.steps[index]?.stage;
  if (reason !== "failed") return { type: "step-failed", at, step: index, reason, error };
  if (stage === "diagnose") return closed(at, index, { rootCause: "unknown", note: error });
  if (stage !== "plan fixes" && stage !== "check fixes") return { type: "step-failed", at, step: index, reason, error };
  const skip = stage === "plan fixes" ? audit.steps.flatMap((step, each) => (step.stage === "check fixes" && step.status === "pending" ? [each] : [])) : [];
  return closed(at, index, { note: error, unplanned: "yes" }, { skip });
}


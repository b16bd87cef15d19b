import type { AuditEffect, AuditGap, AuditObservation, AuditStage, AuditStageOutcome, StageOfAudit, TestOutcome } from "@dgs/core";
import { plan } from "./phase-outcomes.js";

const OUTCOMES: readonly TestOutcome[] = ["passed", "failed", "timed-out", "says-failed", "no-test-ran", "infrastructure", "silent"];

/** Every outcome that a stage of an audit can have, the good one first; `says` is what agents, programs and file names say in it. */
export function auditStageOutcomes(stage: AuditStage, says = "broke"): readonly AuditStageOutcome[] {
  const always: readonly AuditStageOutcome[] = [{ type: "failed", reason: "failed", error: says }, { type: "failed", reason: "budget", error: says }, { type: "interrupted" }];
  const gap: AuditGap = { truth: says, source: "verifier", severity: "major", why: says, files: ["src/a.ts", says] };
  switch (stage) {
    case "test":
    case "test again":
      return [...OUTCOMES.map((outcome): AuditStageOutcome => ({ type: "tested", outcome, said: says, ...(outcome === "failed" ? { exit: 1, failures: 2, failing: ["a", says] } : outcome === "timed-out" ? { output: says } : {}) })), ...always];
    case "test on base":
      return [{ type: "tested-on-base", already: false, said: says }, { type: "tested-on-base", already: true, said: says, old: [says, "a"] }, { type: "tested-on-base", already: false, said: says, fresh: [says], old: ["a"] }, ...always];
    case "look":
      return [
        { type: "looked", held: 3, gate: "untouched", gaps: [], human: [] },
        { type: "looked", held: 0, gate: "loosened", gaps: [], human: [says] },
        { type: "looked", held: 1, gate: "listed", gaps: [{ ...gap, source: "code" }, { truth: "b", source: "code", severity: "minor" }], human: [] },
        ...always,
      ];
    case "verify structure":
      return [{ type: "structure-verified", gaps: [], human: [] }, { type: "structure-verified", gaps: [gap], human: [says] }, { type: "structure-verified", gaps: [], human: ["a"] }, ...always];
    case "merge":
      return [{ type: "merged" }, ...always];
    case "diagnose":
      return [{ type: "diagnosed", rootCause: says }, { type: "diagnosed", rootCause: undefined, note: says }, ...always];
    case "plan fixes":
      return [{ type: "planned", plans: [plan("03-05"), plan("03-06")] }, ...always];
    case "check fixes":
      return [{ type: "plans-accepted" }, { type: "plans-refused", issues: [says, "b"] }, ...always];
    case "record":
      return [{ type: "recorded" }, ...always];
  }
}

/** What is seen when an effect of an audit starts. */
export function startOfAuditEffect(effect: AuditEffect, at: string): readonly AuditObservation[] {
  if (effect.type === "settle-audit") return [{ type: "nothing-to-start", at }];
  return [{ type: "step-opened", at, ...nameOfAuditEffect(effect) }];
}

/** Which step an effect is about. */
function nameOfAuditEffect(effect: Exclude<AuditEffect, { readonly type: "settle-audit" }>): StageOfAudit {
  if (effect.type === "run-test") return { stage: effect.stage, test: effect.test };
  return effect.type === "diagnose-gap" ? { stage: effect.stage, gap: effect.gap } : { stage: effect.stage };
}

/** Which step stands in an audit at a place. */
export function nameOfAuditStep({ stage, test, gap }: StageOfAudit): StageOfAudit {
  if (stage === "diagnose") return { stage, ...(gap === undefined ? {} : { gap }) };
  return { stage, ...(test === undefined ? {} : { test }) };
}

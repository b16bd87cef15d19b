import type { AuditStageOutcome, PhaseStageOutcome, StageOutcome, StepOutcome } from "@dgs/core";

/** How a step of a job, or a stage of a quick, a phase or an audit ended. */
export type Outcome = StepOutcome | StageOutcome | PhaseStageOutcome | AuditStageOutcome;

/** Says in one line what there is to say of an outcome besides its type; empty where there is nothing. */
export function detailOfOutcome(outcome: Outcome): { readonly detail?: string } {
  switch (outcome.type) {
    case "failed":
    case "red":
    case "push-rejected":
    case "gate-failed":
      return { detail: outcome.error };
    case "not-accepted":
      return { detail: outcome.why };
    case "conflict":
    case "dirty":
      return { detail: outcome.files.slice(0, 5).join(", ") };
    case "phase-audited":
    case "milestone-audited":
      return { detail: `${outcome.status}${outcome.gaps === 0 ? "" : outcome.gaps === 1 ? ": 1 gap" : `: ${String(outcome.gaps)} gaps`}${waiting(outcome.humanNeeded.length)}` };
    case "fix-phases-added":
      return { detail: `fix phases ${outcome.phases.join(", ")}` };
    case "verified":
      return { detail: outcome.verdict };
    case "checkpoint":
      return { detail: outcome.kind };
    case "answered":
      return { detail: outcome.answer };
    case "given-up":
      return { detail: outcome.then === "continue" ? "the plan is skipped" : "the phase is stopped" };
    case "tested":
    case "tested-on-base":
      return { detail: outcome.said };
    case "looked":
    case "structure-verified":
      return { detail: outcome.gaps.length === 1 ? "1 gap" : `${String(outcome.gaps.length)} gaps` };
    case "diagnosed":
      return { detail: outcome.rootCause ?? "the cause is unknown" };
    case "planned":
      return { detail: outcome.plans.join(", ") };
    case "plans-refused":
      return { detail: outcome.issues.join("; ") };
    case "merged":
    case "plans-accepted":
    case "recorded":
      return {};
    case "done":
    case "approved":
    case "issues":
      return outcome.note === undefined ? {} : { detail: outcome.note };
    case "race":
    case "nothing-to-merge":
    case "not-answered":
    case "left":
    case "interrupted":
      return {};
  }
}

function waiting(items: number): string {
  if (items === 0) return "";
  return items === 1 ? ", 1 item waits for a person" : `, ${String(items)} items wait for a person`;
}

import { type Audit, type AuditEffect, type AuditStageOutcome, gapsOfAudit, type GapToClose } from "@dgs/core";
import { findPlannedPhase } from "../steps/find-phase.js";
import { isFailure } from "../work/context.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { failureOfGap } from "./failure-of-gap.js";
import { writeFixPlans } from "./write-fix-plans.js";

/** Has the plans written that close the gaps of an audit. */
export async function planFixes(context: AuditContext, { cause }: Extract<AuditEffect, { readonly type: "perform-stage" }>, audit: Audit): Promise<AuditStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return auditOutcomeOf(found);
  const failures = gapsOfAudit(audit).flatMap((gap) => failureOfGap(context, audit, gap) ?? []);
  const plans = await writeFixPlans(context, { found, gaps: gapsToClose(audit), failures, purpose: `plan-fixes ${auditLabel(context)} ${roundOf(audit, "plan fixes")}` }, cause);
  return isFailure(plans) ? auditOutcomeOf(plans) : { type: "planned", plans };
}

/** The gaps of an audit with what is known of their causes. */
export function gapsToClose(audit: Audit): readonly GapToClose[] {
  return gapsOfAudit(audit).map(({ gap = "G-00", truth, why, rootCause }) => ({ id: gap, truth, why, ...(rootCause === "unknown" ? {} : { rootCause }) }));
}

/** How often a stage was begun with this time, as a word of a purpose. */
export function roundOf({ steps }: Audit, stage: "plan fixes" | "check fixes"): string {
  return String(steps.filter((step) => step.stage === stage && step.status === "completed").length + 1);
}

import type { Audit, AuditStageOutcome } from "@dgs/core";
import { findPlannedPhase } from "../steps/find-phase.js";
import { isFailure } from "../work/context.js";
import { checkFixPlans } from "./check-fix-plans.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { gapsToClose, roundOf } from "./plan-fixes.js";

/** Has the drafts of an audit checked; those that are taken become plans. */
export async function checkFixes(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return auditOutcomeOf(found);
  const ids = audit.steps.findLast((step) => step.stage === "plan fixes" && step.status === "completed")?.plans ?? [];
  const checked = await checkFixPlans(context, { found, gaps: gapsToClose(audit), purpose: `check-fixes ${auditLabel(context)} ${roundOf(audit, "check fixes")}` }, ids);
  if (isFailure(checked)) return auditOutcomeOf(checked);
  return checked.issues.length === 0 ? { type: "plans-accepted" } : { type: "plans-refused", issues: checked.issues };
}

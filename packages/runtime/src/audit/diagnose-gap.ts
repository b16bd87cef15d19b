import { type Audit, type AuditEffect, type AuditStageOutcome, gapsOfAudit } from "@dgs/core";
import { failed, isFailure } from "../work/context.js";
import { askDebugger } from "./ask-debugger.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { failureOfGap } from "./failure-of-gap.js";

/** Has a debugger look for the cause of one gap of an audit. */
export async function diagnoseGap(context: AuditContext, { gap: id }: Extract<AuditEffect, { readonly type: "diagnose-gap" }>, audit: Audit): Promise<AuditStageOutcome> {
  const gap = gapsOfAudit(audit).find((each) => each.gap === id);
  if (gap === undefined) return auditOutcomeOf(failed("internal", `the audit has no gap ${id}`));
  const failure = failureOfGap(context, audit, gap);
  const diagnosis = await askDebugger(context, { found: context.found, gaps: [{ id, truth: gap.truth, reason: gap.why }], failures: failure === undefined ? [] : [failure], purpose: `diagnose ${auditLabel(context)} ${id}` });
  if (isFailure(diagnosis)) return auditOutcomeOf(diagnosis);
  const [cause] = diagnosis.causes;
  return { type: "diagnosed", rootCause: cause?.rootCause, ...(cause === undefined ? {} : { note: `${cause.certainty}; ${cause.evidence.join("; ")}` }) };
}

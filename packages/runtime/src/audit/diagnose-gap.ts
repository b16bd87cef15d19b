import { type Audit, type AuditEffect, type AuditStageOutcome, type Diagnosis, diagnoseGapsPrompt, failureInputs, findResult, gapsOfAudit, type OutboxFile, readDiagnosis } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import { failed, isFailure } from "../work/context.js";
import { type Findings, judge } from "../work/findings.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { failureOfGap } from "./failure-of-gap.js";
import { planInputs } from "./verify-structure.js";

/** Has a debugger look for the cause of one gap; it plans nothing. (Seed 000, "How It Works", stage 5) */
export async function diagnoseGap(context: AuditContext, effect: Extract<AuditEffect, { readonly type: "diagnose-gap" }>, audit: Audit): Promise<AuditStageOutcome> {
  const gap = gapsOfAudit(audit).find((each) => each.gap === effect.gap);
  if (gap === undefined) return auditOutcomeOf(failed("internal", `the audit has no gap ${effect.gap}`));
  const failure = failureOfGap(context, audit, gap);
  const diagnosis = await askReader<Diagnosis>(context, {
    role: "debugger",
    purpose: `diagnose ${auditLabel(context)} ${effect.gap}`,
    prompt: (findings) => diagnoseGapsPrompt(context.found.label, [{ id: effect.gap, truth: gap.truth, reason: gap.why }], [...failureInputs(failure === undefined ? [] : [failure]), ...planInputs(context)], findings),
    accept: (files) => acceptDiagnosis(files, effect.gap),
  });
  if (isFailure(diagnosis)) return auditOutcomeOf(diagnosis);
  const cause = diagnosis.causes[0];
  return { type: "diagnosed", rootCause: cause?.rootCause, ...(cause === undefined ? {} : { note: `${cause.certainty}; ${cause.evidence.join("; ")}` }) };
}

function acceptDiagnosis(files: readonly OutboxFile[], gap: string): Diagnosis | Findings {
  const found = findResult(files, "diagnosis.json");
  if (found.type === "problems") return judge<Diagnosis>(found.problems, { causes: [], problems: [] });
  const diagnosis = readDiagnosis(found.file.text, found.file.path, [gap]);
  return judge(diagnosis.problems, diagnosis);
}

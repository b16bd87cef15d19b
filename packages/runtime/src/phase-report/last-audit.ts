import { type Audit, auditMachine, type Files, gapsOfAudit, humanNeededOfAudit } from "@dgs/core";
import { auditPathsOf, loadAuditTexts } from "../audit/load-audit.js";
import { gapReport, plansOf, whyUnplanned } from "../audit/report-audit.js";
import type { LastAuditReport } from "../commands/show-phase-reports.js";
import type { PhaseInFolder } from "../steps/find-phase.js";

/** Reads the last audit of a phase that was not cut off for good; `undefined` where there is none. */
export function lastAuditOf(files: Files, found: PhaseInFolder): Audit | undefined {
  const audits = auditPathsOf(files, found).flatMap((path) => {
    const texts = loadAuditTexts(files, path);
    return texts instanceof Map && texts.size > 0 ? [auditMachine.read({ path, texts })] : [];
  });
  return audits.findLast(({ status }) => status !== "superseded");
}

/** Tells what an audit says. */
export function lastAuditReport(audit: Audit, found: PhaseInFolder): LastAuditReport {
  const { path, status, verdict, finished } = audit;
  return {
    ...{ path, status, ...(verdict === undefined ? {} : { verdict }), ...(finished === undefined ? {} : { finished }) },
    gaps: gapsOfAudit(audit).map(gapReport),
    humanNeeded: humanNeededOfAudit(audit),
    ...(verdict === "gaps_found" ? whyUnplanned(audit) : {}),
    plans: (verdict === "diagnosed" ? plansOf(audit) : []).map((id) => ({ id, done: found.phase.plans.some((plan) => plan.id === id && plan.done) })),
  };
}

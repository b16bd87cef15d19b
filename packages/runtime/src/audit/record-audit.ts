import { type Audit, type AuditStageOutcome, gapsOfAudit } from "@dgs/core";
import { findPlannedPhase } from "../steps/find-phase.js";
import { listPlans } from "../steps/list-plans.js";
import { takeBackVerification } from "../steps/reopen-verification.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import { writeUat } from "../steps/uat-file.js";
import { isFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { removeBaseTree } from "./base-tree.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";

/**
 * Writes down what the audit came to: causes and status into the UAT file, new plans into the roadmap, the tick of a phase that passed. Gaps take the
 * verification back: what it looked at is going to change. (docs/decisions)
 */
export async function recordAudit(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return auditOutcomeOf(found);
  const gaps = gapsOfAudit(audit).length > 0;
  const refused =
    (await writeUat(context, found, { status: audit.verdict ?? "gaps_found", audit })) ??
    (gaps ? ((await takeBackVerification(context, found.folder.documents.VERIFICATION)) ?? (await listPlans(context, found.phase.number))) : undefined) ??
    (await writeFiles(context, planProgressChanges(context, found.phase.number, audit.verdict === "passed" && found.phase.status === "complete" ? true : undefined)));
  if (refused !== undefined) return auditOutcomeOf(refused);
  for (const tree of context.trees) await removeBaseTree(context, tree);
  return { type: "recorded" };
}

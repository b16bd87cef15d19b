import { type Audit, type AuditStageOutcome, standingsOf, verdictOf } from "@dgs/core";
import { writeUat } from "../steps/uat-file.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";

/** Puts everything that was seen into the UAT file; what people wrote there stays. (Seed 000, "How It Works", stage 4) */
export async function merge(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  const refused = await writeUat(context, context.found, { status: verdictOf(standingsOf(audit)), audit });
  return refused === undefined ? { type: "merged" } : auditOutcomeOf(refused);
}

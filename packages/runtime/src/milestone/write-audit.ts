import { type FileChange, formatPhaseNumber, type JudgedMilestone, type MilestoneFacts, milestoneAuditEdits, milestoneTestName, type MilestoneTest, type MilestoneVersion, type NewMilestoneAudit, renderMilestoneAudit } from "@dgs/core";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { logOfMilestone } from "../steps/uat-log-file.js";
import type { StepContext } from "../steps/context.js";
import { failed, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";

/** Writes the audit: a new file, or edits of the one that is there, which leave everything that is a person's. */
export async function writeAudit(context: StepContext, audit: NewMilestoneAudit): Promise<WorkFailure | undefined> {
  const path = milestoneAuditPath(context);
  const before = context.ports.files.read(path);
  if (typeof before === "object") return failed("usage", `${path}: ${before.message}. ${before.remedy}`);
  if (before === undefined) return writeFiles(context, [{ type: "create", path, text: renderMilestoneAudit(audit) }]);
  const edits = milestoneAuditEdits(before, audit);
  if (edits === undefined) return failed("usage", `${path} cannot be edited: its front matter, or a fence that it ends in, is not closed. Close it, or move the file away`);
  const change: FileChange = { type: "edit", path, before, edits };
  return writeFiles(context, [change]);
}

/** What an audit came to, and what it looked at. */
export interface AuditToWrite {
  readonly milestone: MilestoneVersion;
  readonly facts: MilestoneFacts;
  readonly judged: JudgedMilestone;
  readonly notes: string;
  readonly heads: Readonly<Record<string, string>>;
}

/** Puts together what the file of an audit says. */
export function composeAudit(context: StepContext, { milestone, facts, judged, notes, heads }: AuditToWrite): NewMilestoneAudit {
  const log = logOfMilestone(context).path;
  return {
    ...{ milestone, audited: context.ports.clock.now(), ...judged, notes, heads, testLog: log.slice(log.lastIndexOf("/") + 1) },
    phases: facts.phases.map(({ number, name, status, verification, plans }) => ({ subject: `${formatPhaseNumber(number)}. ${name}`, status, evidence: `${String(plans.done)} of ${String(plans.total)} plans, verification ${verification}` })),
    requirements: facts.coverage.requirements.map(({ id, verdict, evidence }) => ({ subject: id, status: judged.gaps.some((gap) => gap.kind === "requirement" && gap.id === id) && verdict === "satisfied" ? "unsatisfied" : verdict, evidence: evidence.join("; ") })),
    tests: facts.tests.map((test) => ({ subject: `${String(test.number)}. ${milestoneTestName(test)}`, status: test.standing, evidence: evidenceOf(test) })),
  };
}

function evidenceOf({ origin, said, runs }: MilestoneTest): string {
  return `${said}${runs > 1 ? `; run ${String(runs)} times` : ""}; declared by ${origin}`;
}

import { type Audit, auditNumberOf, formatPhaseNumber, type PlanningPath, projectFile } from "@dgs/core";
import { isFileRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import { uatPath } from "../steps/uat-file.js";
import { logOfPhase } from "../steps/uat-log-file.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";
import { isFailure } from "../work/context.js";
import { fixPlanPath } from "./fix-plans.js";
import { auditsBefore } from "./load-audit.js";

/**
 * Commits all that an audit has written, and nothing else: its own file and those of audits before it, of which one may have been cut off, or git refused its
 * commit; the UAT file and its log, the plans that close the gaps, and what follows from them in roadmap and verification. Asked again there is nothing left to commit.
 */
export function commitAudit(context: StepContext, found: PhaseInFolder, audit: Audit): Promise<PlanningCommit> {
  return commitPlanningFiles(context, () => {
    const before = auditsBefore(context.ports.files, found, auditNumberOf(audit.path) ?? 1).map(({ path }) => path);
    return { subject: `docs(phase-${formatPhaseNumber(found.phase.number)}): audit: ${audit.verdict ?? audit.status}`, paths: [...before, ...auditFilesOf(context, found, audit)] };
  });
}

/** The files that an audit writes, as far as they are there, relative to the planning root. */
export function auditFilesOf(context: StepContext, found: PhaseInFolder, audit: Audit): readonly PlanningPath[] {
  const { files } = context.ports;
  // Documents and plans may have come after the phase was read.
  const now = findPlannedPhase(context, found.phase.number);
  const phase = isFailure(now) ? found : now;
  const plans = [...new Set([...audit.steps.flatMap(({ plans: made = [] }) => made), ...audit.waiting])].sort();
  const cutOff = auditsBefore(files, phase, auditNumberOf(audit.path) ?? 1).filter(({ status }) => status !== "completed");
  const all = [...cutOff.map(({ path }) => path), audit.path, uatPath(phase), logOfPhase(phase).path, phase.folder.documents.VERIFICATION ?? [], plans.map((id) => fixPlanPath(phase, id)), projectFile(context.place.project, "ROADMAP")].flat();
  return all.filter((path) => {
    const head = files.head(path);
    return head !== undefined && !isFileRefusal(head);
  });
}

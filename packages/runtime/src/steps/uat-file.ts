import { type Audit, auditNumberOf, type AuditVerdict, type FileChange, type Files, phaseFilePath, type PlanningPath, readUat, renderUat, type Uat, uatEdits, uatOfAudit } from "@dgs/core";
import { auditsBefore } from "../audit/load-audit.js";
import type { WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeAfresh } from "../work/write-files.js";
import type { StepContext } from "./context.js";
import type { PhaseInFolder } from "./find-phase.js";

/** What an audit writes down. */
export interface UatRecord {
  readonly status: AuditVerdict;
  readonly audit: Audit;
}

/** Writes the results of an audit into the phase's UAT file; results of people stay as they are. Writing the same again changes nothing but its time. */
export function writeUat(context: StepContext, found: PhaseInFolder, { status, audit }: UatRecord): Promise<WorkFailure | undefined> {
  const path = uatPath(found);
  const earlier = auditsBefore(context.ports.files, found, auditNumberOf(audit.path) ?? 1);
  return writeAfresh(context, (): readonly FileChange[] => {
    const existing = readUatOf(context, found);
    const updated = context.ports.clock.now();
    const { change, fresh } = uatOfAudit(audit, existing?.uat, { status, updated, earlier });
    if (existing === undefined) {
      const text = renderUat({ phase: phaseName(found), status, source: found.phase.plans.flatMap((plan) => nameOf(plan.summary)), started: updated, updated, ...fresh });
      return putFile(context, path, text);
    }
    const edits = uatEdits(existing.text, change);
    return edits.length === 0 ? [] : [{ type: "edit", path, before: existing.text, edits }];
  });
}

/** Where the UAT file of a phase lies, or goes. */
export function uatPath(found: PhaseInFolder): PlanningPath {
  return found.folder.documents.UAT ?? phaseFilePath(found.folder.path, found.phase.number, "UAT");
}

/** The UAT file of a phase as it stands; `undefined` where there is none that can be read. */
export function readUatOf(context: { readonly ports: { readonly files: Pick<Files, "read"> } }, found: PhaseInFolder): { readonly text: string; readonly uat: Uat } | undefined {
  const path = uatPath(found);
  const text = context.ports.files.read(path);
  return typeof text === "string" ? { text, uat: readUat(text, path) } : undefined;
}

function phaseName(found: PhaseInFolder): string {
  return found.folder.path.slice(found.folder.path.lastIndexOf("/") + 1);
}

function nameOf(path: PlanningPath | undefined): string[] {
  return path === undefined ? [] : [path.slice(path.lastIndexOf("/") + 1)];
}

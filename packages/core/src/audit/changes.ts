import { fieldEdits } from "../checklist/field-edits.js";
import { stepChanges, type StepInsertion, type StepWriter } from "../checklist/step-changes.js";
import type { FileChange } from "../file-change.js";
import type { TextEdit } from "../text/edit.js";
import { detailsOfAuditStep, plainAuditStep, RUN_DETAILS } from "./detail.js";
import { evolveAudit } from "./evolve.js";
import { type AuditPlaces, placeAudit } from "./place.js";
import { formatAuditStage } from "./stage.js";
import type { Audit, AuditEvent, AuditFiles, AuditStep } from "./types.js";

/** How an event is written down: edits of the audit's file. Made for the text in `files` and no other. */
export function changesForAudit(files: AuditFiles, audit: Audit, event: AuditEvent): readonly FileChange[] {
  const before = files.texts.get(audit.path) ?? "";
  const places = placeAudit(before);
  const after = evolveAudit(audit, event);
  const steps = { before: audit.steps, after: after.steps, insertion: insertionOf(event) };
  // Lines that are no stage are not steps.
  const stepPlaces = places.steps.filter((step) => step.stage !== undefined);
  const edits = [...headerEdits(before, places, audit, after), ...stepChanges(before, stepPlaces, steps, WRITER)];
  return edits.length === 0 ? [] : [{ type: "edit", path: audit.path, before, edits }];
}

const WRITER: StepWriter<AuditStep> = { textOf: formatAuditStage, detailsOf: detailsOfAuditStep, runDetails: RUN_DETAILS };

function headerEdits(source: string, places: AuditPlaces, before: Audit, after: Audit): TextEdit[] {
  const told = (audit: Audit): Readonly<Record<string, string | undefined>> => ({
    Status: audit.status,
    Verdict: audit.verdict ?? "none",
    Agents: String(audit.agents),
    Started: audit.started,
    Halted: audit.halted,
    Finished: audit.finished,
  });
  const [old, now] = [told(before), told(after)];
  const values = Object.entries(now).flatMap(([key, value]) => (value === undefined || value === old[key] ? [] : [[key, value] as const]));
  return fieldEdits(source, places, Object.fromEntries(values));
}

function insertionOf(event: AuditEvent): StepInsertion<AuditStep> {
  return event.type === "step-completed" ? { behind: event.step, steps: event.insert.map(plainAuditStep) } : { behind: -1, steps: [] };
}

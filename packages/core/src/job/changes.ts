import { fieldEdits } from "../checklist/field-edits.js";
import { markOf, type StepStatus } from "../checklist/marker.js";
import { oneLine } from "../checklist/one-line.js";
import type { HeaderPlaces } from "../checklist/place.js";
import { detailEdits, renderStep } from "../checklist/step-edits.js";
import type { FileChange } from "../file-change.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import type { TextEdit } from "../text/edit.js";
import { formatStepCommand, isCommandFault } from "./command-line.js";
import type { DetailKey } from "./detail.js";
import { RUN_DETAILS } from "./detail.js";
import { summaryPathOf } from "./filing.js";
import { cyclesOf } from "./gap-fix.js";
import type { StepPlace } from "./place.js";
import { placeJob } from "./place.js";
import { placeStep } from "./place-step.js";
import { formatRollback, type Rollback } from "./rollback.js";
import { evolveRollback } from "./rolling-back.js";
import { renderJobSummary } from "./summary.js";
import type { Job, JobEvent, JobFiles, StepClosed } from "./types.js";

/** How an event is written down: edits of the job file, its move, or its summary. Made for the texts in `files` and no others. */
export function changesForJob(files: JobFiles, job: Job, event: JobEvent): readonly FileChange[] {
  if (event.type === "job-filed") return filingChanges(files, job, event.to);
  if (event.type === "summary-written") return summaryChanges(files, job);
  const before = files.texts.get(job.path) ?? "";
  const edits = editsFor(draftOf(before, job, event), job, event);
  return edits.length === 0 ? [] : [{ type: "edit", path: job.path, before, edits }];
}

/** One text with its places, found once for all edits of one write. Lines that are no command are not steps. */
interface Draft {
  readonly source: string;
  readonly places: HeaderPlaces;
  readonly stepOf: (index: number) => StepPlace | undefined;
}

function draftOf(source: string, job: Job, event: JobEvent): Draft {
  const near = "step" in event ? placeStep(source, event.step, job.steps.length) : undefined;
  if (near !== undefined) return { source, places: near, stepOf: () => near.step };
  const places = placeJob(source);
  const steps = places.steps.filter((step) => !isCommandFault(step.command));
  return { source, places, stepOf: (index) => steps[index] };
}

function editsFor(draft: Draft, job: Job, event: Exclude<JobEvent, { type: "job-filed" | "summary-written" }>): TextEdit[] {
  switch (event.type) {
    case "job-started":
      return fields(draft, { Started: event.at, StartShas: JSON.stringify(event.shas) });
    case "job-reopened":
      return [...fields(draft, { Status: "in-progress" }), ...resetSteps(draft, job, ["failed", "in-progress"])];
    case "step-started":
      return stepEdits(draft, event.step, "in-progress", RUN_DETAILS, [["started", event.at]]);
    case "step-completed":
      return closingEdits(draft, job, event);
    case "step-failed":
      return [
        ...fields(draft, { Status: "failed", Halted: event.at }),
        ...stepEdits(draft, event.step, "failed", ["finished", "reason", "error"], [["finished", event.at], ["reason", event.reason], ["error", oneLine(event.error)]]),
      ];
    case "step-interrupted":
      return stepEdits(draft, event.step, "pending", RUN_DETAILS, []);
    case "job-completed":
      return fields(draft, { Status: "completed", Finished: event.at });
    case "job-cancelled":
      return [...fields(draft, { Status: "pending", Cancelled: event.at }), ...resetSteps(draft, job, ["in-progress"])];
    case "rollback-begun":
      return fields(draft, { Rollback: formatRollback(event.rollback) });
    case "repo-kept":
    case "repo-reset":
    case "summaries-removed":
      return fields(draft, { Rollback: formatRollback(evolveRollback(rollbackOf(job), event)) });
    case "job-rolled-back":
      return fields(draft, { Status: "rolled_back", RolledBack: event.at });
    case "rollback-undone":
      return fields(draft, { Status: rollbackOf(job).was, Rollback: formatRollback(rollbackOf(job), event.at) });
  }
}

function rollbackOf(job: Job): Rollback {
  if (job.rollback === undefined) throw new RangeError("the job is not rolled back: the event was made for another text");
  return job.rollback;
}

function fields(draft: Draft, values: Readonly<Record<string, string>>): TextEdit[] {
  return fieldEdits(draft.source, draft.places, values);
}

function resetSteps(draft: Draft, job: Job, statuses: readonly StepStatus[]): TextEdit[] {
  return job.steps.flatMap((step, index) => (statuses.includes(step.status) ? stepEdits(draft, index, "pending", RUN_DETAILS, []) : []));
}

function stepEdits(draft: Draft, index: number, status: StepStatus, drop: readonly DetailKey[], add: readonly (readonly [DetailKey, string])[], behind = ""): TextEdit[] {
  const place = stepAt(draft, index);
  return [{ ...place.mark, text: markOf(status) }, ...detailEdits(draft.source, place, drop, add, behind)];
}

function closingEdits(draft: Draft, job: Job, event: StepClosed): TextEdit[] {
  const details: [DetailKey, string][] = [["finished", event.at]];
  if (event.note !== undefined) details.push(["note", oneLine(event.note)]);
  if (event.escalated !== undefined) details.push(["escalated", oneLine(event.escalated)]);
  if (event.evidence !== undefined) details.push(["evidence", oneLine(event.evidence)]);
  for (const item of event.humanNeeded) details.push(["human-needed", oneLine(item)]);
  const place = stepAt(draft, event.step);
  const inserted = event.insert.map((command) => renderStep(draft.source, place, markOf("pending"), `\`${formatStepCommand(command)}\``, event.origin === undefined ? [] : [["inserted", event.origin]])).join("");
  return [
    ...fields(draft, counterField(job, event)),
    ...stepEdits(draft, event.step, "completed", ["finished", "note", "escalated", "evidence", "human-needed"], details, inserted),
  ];
}

function counterField(job: Job, event: StepClosed): Readonly<Record<string, string>> {
  if (event.cycle === undefined) return {};
  if (event.cycle.of === "milestone") return { GapFixCycle: String(job.gapFixCycle + 1) };
  const counts = { ...job.phaseFixCycle, [formatPhaseNumber(event.cycle.phase)]: cyclesOf(job, event.cycle.phase) + 1 };
  return { PhaseFixCycle: JSON.stringify(counts) };
}

function stepAt(draft: Draft, index: number): StepPlace {
  const place = draft.stepOf(index);
  if (place === undefined) throw new RangeError(`the job has no step ${String(index)}: the event was made for another text`);
  return place;
}

/** The summary goes first: when the move is cut off between the two, the job file is still where it can be found and moved again. */
function filingChanges(files: JobFiles, job: Job, to: Job["path"]): FileChange[] {
  const summary = summaryPathOf(job.path);
  const target = summaryPathOf(to);
  const moves: FileChange[] = files.texts.has(summary) && !files.texts.has(target) ? [{ type: "move", from: summary, to: target }] : [];
  return [...moves, { type: "move", from: job.path, to }];
}

function summaryChanges(files: JobFiles, job: Job): FileChange[] {
  const path = summaryPathOf(job.path);
  const before = files.texts.get(path);
  const text = renderJobSummary(job);
  if (before === undefined) return [{ type: "create", path, text }];
  return [{ type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] }];
}

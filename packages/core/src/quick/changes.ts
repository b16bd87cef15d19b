import { fieldEdits } from "../checklist/field-edits.js";
import { stepChanges, type StepInsertion, type StepWriter } from "../checklist/step-changes.js";
import type { FileChange } from "../file-change.js";
import type { TextEdit } from "../text/edit.js";
import { detailsOf, RUN_DETAILS } from "./detail.js";
import { evolveQuick, plainStep } from "./evolve.js";
import type { QuickPlaces } from "./place.js";
import { placeQuick } from "./place.js";
import { formatStage } from "./stage.js";
import type { Quick, QuickEvent, QuickFiles, QuickStep } from "./types.js";

/** How an event is written down: edits of the quick's file. Made for the text in `files` and no other. */
export function changesForQuick(files: QuickFiles, quick: Quick, event: QuickEvent): readonly FileChange[] {
  const before = files.texts.get(quick.path) ?? "";
  const draft = { source: before, places: placesOf(before) };
  const after = evolveQuick(quick, event);
  const insertion = insertionOf(quick, event);
  const steps = { before: quick.steps, after: after.steps, insertion: { ...insertion, steps: insertion.steps.map(plainStep) } };
  const edits = [...headerEdits(draft, quick, after), ...stepChanges(before, draft.places.steps, steps, WRITER)];
  return edits.length === 0 ? [] : [{ type: "edit", path: quick.path, before, edits }];
}

/** One text with its places, found once for all edits of one write. Lines that are no stage are not steps. */
interface Draft {
  readonly source: string;
  readonly places: QuickPlaces;
}

function placesOf(source: string): QuickPlaces {
  const places = placeQuick(source);
  return { ...places, steps: places.steps.filter((step) => step.stage !== undefined) };
}

function headerEdits({ source, places }: Draft, quick: Quick, after: Quick): TextEdit[] {
  const told = { Status: [quick.status, after.status], Started: [quick.started, after.started], Finished: [quick.finished, after.finished], Halted: [quick.halted, after.halted] };
  const values = Object.entries(told).flatMap(([key, [old, now]]) => (now === undefined || now === old ? [] : [[key, now]]));
  const races = JSON.stringify(after.races) === JSON.stringify(quick.races) ? [] : [["Races", JSON.stringify(after.races)]];
  return fieldEdits(source, places, Object.fromEntries([...values, ...races]) as Record<string, string>);
}

function insertionOf(quick: Quick, event: QuickEvent): StepInsertion<QuickStep> {
  switch (event.type) {
    case "completion-started":
    case "abandonment-started":
      return { behind: quick.steps.length - 1, steps: event.insert };
    case "step-completed":
      return { behind: event.step, steps: event.insert };
    case "step-returned":
      return { behind: event.behind, steps: event.insert };
    case "quick-reopened":
    case "step-started":
    case "step-failed":
    case "step-interrupted":
    case "quick-settled":
      return { behind: -1, steps: [] };
  }
}

const WRITER: StepWriter<QuickStep> = { textOf: formatStage, detailsOf, runDetails: RUN_DETAILS };

import { fieldEdits } from "../checklist/field-edits.js";
import { markOf } from "../checklist/marker.js";
import { detailEdits, renderStep } from "../checklist/step-edits.js";
import type { FileChange } from "../file-change.js";
import type { TextEdit } from "../text/edit.js";
import { detailsOf, RUN_DETAILS } from "./detail.js";
import { evolveQuick, plainStep } from "./evolve.js";
import type { QuickPlaces, QuickStepPlace } from "./place.js";
import { placeQuick } from "./place.js";
import { formatStage } from "./stage.js";
import type { Quick, QuickEvent, QuickFiles, QuickStep } from "./types.js";

/** How an event is written down: edits of the quick's file. Made for the text in `files` and no other. */
export function changesForQuick(files: QuickFiles, quick: Quick, event: QuickEvent): readonly FileChange[] {
  const before = files.texts.get(quick.path) ?? "";
  const draft = { source: before, places: placesOf(before) };
  const after = evolveQuick(quick, event);
  const edits = [...headerEdits(draft, quick, after), ...stepEdits(draft, quick, after, insertionOf(quick, event))];
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

interface Insertion {
  readonly behind: number;
  readonly steps: readonly QuickStep[];
}

function insertionOf(quick: Quick, event: QuickEvent): Insertion {
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

/** The steps that the event has made another, each by its marker and details, and the new ones behind one of them. */
function stepEdits({ source, places }: Draft, quick: Quick, after: Quick, insertion: Insertion): TextEdit[] {
  return quick.steps.flatMap((step, index): TextEdit[] => {
    const now = after.steps[index > insertion.behind ? index + insertion.steps.length : index];
    const changed = now !== undefined && now !== step;
    const here = index === insertion.behind ? insertion.steps : [];
    if (!changed && here.length === 0) return [];
    const place = places.steps[index];
    if (place === undefined) throw new RangeError(`the quick has no step ${String(index)}: the event was made for another text`);
    const behind = here.map((each) => renderQuickStep(source, place, plainStep(each))).join("");
    return changed ? [{ ...place.mark, text: markOf(now.status) }, ...runEdits(source, place, now, behind)] : detailEdits(source, place, [], [], behind);
  });
}

function runEdits(source: string, place: QuickStepPlace, now: QuickStep, behind: string): TextEdit[] {
  const run: readonly string[] = RUN_DETAILS;
  return detailEdits(source, place, run, detailsOf(now).filter(([key]) => run.includes(key)), behind);
}

function renderQuickStep(source: string, model: QuickStepPlace, step: QuickStep): string {
  return renderStep(source, model, markOf(step.status), formatStage(step), detailsOf(step));
}

import type { TextEdit } from "../text/edit.js";
import { markOf, type StepStatus } from "./marker.js";
import type { ListedStep } from "./place.js";
import { detailEdits, type NewDetail, renderStep } from "./step-edits.js";

/** How a machine writes its steps down. */
export interface StepWriter<Step extends { readonly status: StepStatus }> {
  /** What stands behind the brackets. */
  readonly textOf: (step: Step) => string;
  /** All details of a step, in the order they are written. */
  readonly detailsOf: (step: Step) => readonly NewDetail[];
  /** Keys of the details that tell of a step's last run; the others are written once, with the step. */
  readonly runDetails: readonly string[];
}

/** Steps that an event puts in, behind one of those that are there; `behind: -1` with no step: none. */
export interface StepInsertion<Step> {
  readonly behind: number;
  readonly steps: readonly Step[];
}

/**
 * The edits that make of the steps of a text those of a later state: a step that is another object by now gets its marker and the details of its
 * run anew, and new steps go in behind one of the old ones. Throws a `RangeError` when the text has other steps than the state.
 */
export function stepChanges<Step extends { readonly status: StepStatus }>(
  source: string,
  places: readonly ListedStep[],
  steps: { readonly before: readonly Step[]; readonly after: readonly Step[]; readonly insertion: StepInsertion<Step> },
  writer: StepWriter<Step>,
): TextEdit[] {
  const { before, after, insertion } = steps;
  return before.flatMap((step, index): TextEdit[] => {
    const now = after[index > insertion.behind ? index + insertion.steps.length : index];
    const changed = now !== undefined && now !== step;
    const here = index === insertion.behind ? insertion.steps : [];
    if (!changed && here.length === 0) return [];
    const place = places[index];
    if (place === undefined) throw new RangeError(`the text has no step ${String(index)}: the event was made for another one`);
    const behind = here.map((each) => renderStep(source, place, markOf(each.status), writer.textOf(each), writer.detailsOf(each))).join("");
    if (!changed) return detailEdits(source, place, [], [], behind);
    const details = writer.detailsOf(now).filter(([key]) => writer.runDetails.includes(key));
    return [{ ...place.mark, text: markOf(now.status) }, ...detailEdits(source, place, writer.runDetails, details, behind)];
  });
}

import { outlineOf } from "../markdown/outline-of.js";
import type { TextEdit } from "../text/edit.js";
import { referenceEdits } from "./reference-edits.js";
import type { Renumbering } from "./renumbering.js";
import { placeRequirements } from "./requirement-place.js";

/** Returns the edits that renumber the phases in the table of traceability; `-` where the removed phase was the only one. */
export function renumberRequirementsEdits(source: string, renumbering: Renumbering): TextEdit[] {
  const cells = [...placeRequirements(source, outlineOf(source)).rows.values()].flatMap(({ phase }) => (phase === undefined ? [] : [phase]));
  // Several requirements may share a row.
  const own = cells.filter((cell, index) => cells.findIndex(({ start }) => start === cell.start) === index);
  return own.sort((a, b) => a.start - b.start).flatMap((cell) => referenceEdits(source, cell, renumbering, { nothing: "-" }));
}

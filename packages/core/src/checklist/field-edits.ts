import type { Field } from "../markdown/field.js";
import { fieldEdit } from "../markdown/field.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import type { HeaderPlaces } from "./place.js";

/** Sets header fields: one that is there gets its value replaced, the others are added behind the last field in the same style. */
export function fieldEdits(source: string, places: HeaderPlaces, values: Readonly<Record<string, string>>): TextEdit[] {
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const field = places.fields.find((each) => each.keyText.toLowerCase() === key.toLowerCase());
    if (field === undefined) added.push(renderField(source, places.fields.at(-1), key, value));
    else if (source.slice(field.value.start, field.value.end) !== value) edits.push(fieldEdit(field, value));
  }
  if (added.length > 0) edits.push({ start: places.fieldEnd, end: places.fieldEnd, text: addedLines(source, places.fieldEnd, added) });
  return edits;
}

function renderField(source: string, model: Field | undefined, key: string, value: string): string {
  if (model === undefined) return `- **${key}:** ${value}`;
  const before = source.slice(model.line.start, model.key.start);
  const between = source.slice(model.key.end, model.value.start).trimEnd();
  return `${before}${key}${between} ${value}`;
}

function addedLines(source: string, at: number, lines: readonly string[]): string {
  const ending = lineEndingOf(source);
  const startsLine = at === 0 || source[at - 1] === "\n" || source[at - 1] === "\r";
  const text = lines.join(ending);
  return startsLine ? `${text}${ending}` : `${ending}${text}`;
}

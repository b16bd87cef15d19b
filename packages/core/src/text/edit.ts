import type { Range } from "./range.js";

/**
 * Replaces one span of a text.
 *
 * Offsets are of the original text. Edits of one list do not overlap; several insertions may share an
 * offset and then stand in list order. Edits made from different versions of a text must not be joined.
 */
export interface TextEdit extends Range {
  readonly text: string;
}

/** Thrown when a list of edits breaks its contract: a fault of the caller, never of a user's file. */
export class EditError extends Error {
  override readonly name = "EditError";
}

/** Returns the text with all edits made; throws {@link EditError} on an overlap or an offset outside the text. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order })).sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  let result = "";
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.start < at || edit.end < edit.start || edit.end > source.length) {
      throw new EditError(`edit ${String(edit.start)}–${String(edit.end)} overlaps another or lies outside a text of ${String(source.length)}`);
    }
    result += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + source.slice(at);
}

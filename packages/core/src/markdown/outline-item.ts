import type { Checkbox, ListItem } from "./outline.js";
import type { Span } from "./span.js";
import { isBlankCode, skipBlanks, trimBlanks } from "./span.js";

/** A list item whose range may still grow. */
export interface OpenItem extends ListItem {
  readonly range: Span;
}

/** What only the surroundings of an item tell. */
export interface ItemPlace {
  readonly depth: number;
  /** The item starts with indented code: a `[x]` in it is no checkbox. */
  readonly startsWithCode: boolean;
}

/** Makes a list item of the line at its bullet; its range ends with that line. */
export function itemAt(source: string, start: number, lineEnd: number, place: ItemPlace): OpenItem {
  const ordered = isDigit(source.charCodeAt(start));
  let bulletEnd = start + 1;
  if (ordered) {
    while (isDigit(source.charCodeAt(bulletEnd))) bulletEnd++;
    bulletEnd++;
  }
  const checkbox = place.startsWithCode ? undefined : readCheckbox(source, bulletEnd, lineEnd);
  const content = trimBlanks(source, checkbox?.range.end ?? bulletEnd, lineEnd);
  return { bullet: { start, end: bulletEnd }, ordered, depth: place.depth, checkbox, content, range: { start, end: lineEnd } };
}

/** Tells whether a character code is one of the ten digits. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The mark may be a character of two units (an emoji); it is never a bracket. */
function readCheckbox(source: string, bulletEnd: number, lineEnd: number): Checkbox | undefined {
  const start = skipBlanks(source, bulletEnd, lineEnd);
  if (start === bulletEnd || source.charCodeAt(start) !== 91 || start + 2 >= lineEnd) return undefined;
  const mark = String.fromCodePoint(source.codePointAt(start + 1) ?? 0);
  const close = start + 1 + mark.length;
  if (close >= lineEnd || source.charCodeAt(close) !== 93 || mark === "[" || mark === "]") return undefined;
  if (close + 1 < lineEnd && !isBlankCode(source.charCodeAt(close + 1))) return undefined;
  return { range: { start, end: close + 1 }, mark };
}

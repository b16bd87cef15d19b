import type { TextEdit } from "../text/edit.js";
import type { Line } from "../text/lines.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import type { Outline } from "./outline.js";
import { isBlankCode, markLength } from "./span.js";

/** A line that gives a key a value: `**Key:** value`, `- **Key**: value`, or plainly `Key: value`. */
export interface Field {
  /** The key without asterisks and colon. */
  readonly key: Range;
  readonly keyText: string;
  /** On the same line, without blanks around it; where it is empty, the place where one goes. */
  readonly value: Range;
  /** The whole line, without its ending and without a byte order mark. */
  readonly line: Range;
  /** The key is not bold. Prose may look like that too. */
  readonly plain: boolean;
  /** The offset after the key, its asterisks and its colon. */
  readonly after: number;
}

const boldField = /^([ \t]*(?:[-*+][ \t]+)?\*\*)([^*\r\n]{0,99}?[^*\s:])[ \t]{0,9}(?::\*\*|\*\*[ \t]{0,9}:)/;
const plainField = /^([ \t]*(?:[-*+][ \t]+)?)([\p{L}\p{N}][^:*`|<>[\]()#"]{0,59}):(?=[ \t]|$)/u;

/**
 * Reads the fields of a part of a text, in order, repeated keys included.
 *
 * Code, comments, quotations and front matter hold none. A value is never looked for on the next line.
 */
export function readFields(source: string, outline: Outline, within: Range): readonly Field[] {
  const fields: Field[] = [];
  let next = 0;
  for (const line of linesOf(source, within.start, within.end)) {
    while ((outline.opaque[next]?.end ?? Infinity) <= line.start) next++;
    const opaque = outline.opaque[next];
    if (opaque !== undefined && opaque.start < line.end) continue;
    const field = readField(source, line);
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

/** Reads one line as a field; the caller knows that the line is prose. */
export function readField(source: string, line: Line | Range): Field | undefined {
  const lineStart = line.start === 0 ? markLength(source) : line.start;
  const text = source.slice(lineStart, line.end);
  const bold = boldField.exec(text);
  const match = bold ?? plainField.exec(text);
  if (match === null) return undefined;
  const [head, before = "", key = ""] = match;
  const keyText = key.trimEnd();
  const start = lineStart + before.length;
  const after = lineStart + head.length;
  const value = valueRange(source, after, line.end);
  return { key: { start, end: start + keyText.length }, keyText, value, line: { start: lineStart, end: line.end }, plain: bold === null, after };
}

function valueRange(source: string, after: number, lineEnd: number): Range {
  let start = after;
  while (start < lineEnd && isBlankCode(source.charCodeAt(start))) start++;
  if (start === lineEnd) {
    const place = Math.min(after + 1, lineEnd);
    return { start: place, end: place };
  }
  let end = lineEnd;
  while (isBlankCode(source.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Returns the edit that sets a field's value; line endings in the value become blanks. */
export function fieldEdit(field: Field, value: string): TextEdit {
  const text = value.replace(/\s*[\r\n]+\s*/g, " ").trim();
  const glued = field.value.start === field.after && text !== "";
  return { ...field.value, text: glued ? ` ${text}` : text };
}

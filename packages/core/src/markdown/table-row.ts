import type { TableRow } from "./outline.js";
import type { Span } from "./span.js";
import { skipBlanks, trimBlanks } from "./span.js";

/**
 * Reads a line of a table as cells.
 *
 * A pipe divides also inside a code span; a backslash before it (one that is not itself escaped) makes it text.
 * An empty cell lies one blank after its pipe where there is a blank.
 */
export function readTableRow(source: string, start: number, lineEnd: number): TableRow {
  const cells: Span[] = [];
  let left = source.charCodeAt(start) === 124 ? start + 1 : start;
  for (let at = left; at < lineEnd; at++) {
    const code = source.charCodeAt(at);
    if (code === 92 && at + 1 < lineEnd && isEscapable(source.charCodeAt(at + 1))) at++;
    else if (code === 124) {
      cells.push(cellBetween(source, left, at));
      left = at + 1;
    }
  }
  if (cells.length === 0 || skipBlanks(source, left, lineEnd) < lineEnd) cells.push(cellBetween(source, left, lineEnd));
  return { range: { start, end: lineEnd }, cells };
}

/** Returns the cell between two pipes, without the blanks around it. */
export function cellBetween(source: string, left: number, right: number): Span {
  const cell = trimBlanks(source, left, right);
  if (cell.start < cell.end || left === right) return cell;
  return { start: left + 1, end: left + 1 };
}

const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/;

/** Returns how many columns a delimiter row (`| --- | :-: |`) has; 0 where the line is none. */
export function countDelimiterColumns(source: string, start: number, lineEnd: number): number {
  const first = source.charCodeAt(start);
  if (first !== 124 && first !== 45 && first !== 58) return 0;
  const line = source.slice(start, lineEnd);
  // A row of hyphens alone is a rule or an underline.
  if (!line.includes("|") && !line.includes(":")) return 0;
  return delimiterRow.test(line) ? readTableRow(source, start, lineEnd).cells.length : 0;
}

/** Tells whether a line may be the first row of a table: anything but a single pipe. */
export function mayBeHeaderRow(source: string, start: number, lineEnd: number): boolean {
  return source.charCodeAt(start) !== 124 || skipBlanks(source, start + 1, lineEnd) < lineEnd;
}

function isEscapable(code: number): boolean {
  return code === 92 || code === 124;
}

import type { Range } from "./range.js";

/** A place in a text as people count it: both numbers start at 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One line of a text: `end` is before its line ending, `next` is the start of the following line. */
export interface Line extends Range {
  readonly next: number;
}

/** Returns the lines of a text; LF, CRLF and a lone CR all end a line. */
export function linesOf(source: string, from = 0, to: number = source.length): Line[] {
  const lines: Line[] = [];
  let start = from;
  while (start < to) {
    let end = start;
    while (end < to && source.charCodeAt(end) !== 10 && source.charCodeAt(end) !== 13) end++;
    let next = end;
    if (next < to) next += source.charCodeAt(next) === 13 && source.charCodeAt(next + 1) === 10 ? 2 : 1;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

/** Returns the line and column of an offset; an offset past the end gives the last place. */
export function positionAt(source: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let i = 0; i < Math.min(offset, source.length); i++) {
    const code = source.charCodeAt(i);
    if (code === 10 || (code === 13 && source.charCodeAt(i + 1) !== 10)) {
      line++;
      start = i + 1;
    }
  }
  return { line, column: Math.min(offset, source.length) - start + 1 };
}

/** Returns the line ending that most lines of a text use; a text without any uses LF. */
export function lineEndingOf(source: string): "\n" | "\r\n" {
  if (!source.includes("\r\n")) return "\n";
  const crlf = source.split("\r\n").length - 1;
  const lf = source.split("\n").length - 1 - crlf;
  return crlf > lf ? "\r\n" : "\n";
}

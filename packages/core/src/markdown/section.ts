import type { Range } from "../text/range.js";
import type { Heading, Outline } from "./outline.js";
import { lineEndAt } from "./span.js";

/** Returns what a heading governs: from its start to the next heading of the same or a higher level, or to the end. */
export function sectionOf(source: string, outline: Outline, heading: Heading): Range {
  const next = outline.headings.find((other) => other.range.start > heading.range.start && other.level <= heading.level);
  return { start: heading.range.start, end: next === undefined ? source.length : lineBegin(source, next.range.start) };
}

/** Returns a heading's section without the heading: from the line after it on. */
export function sectionBody(source: string, outline: Outline, heading: Heading): Range {
  const { end } = sectionOf(source, outline, heading);
  return { start: Math.min(afterLine(source, heading.range.end), end), end };
}

/** Returns the first heading that a question about its title holds for. */
export function findHeading(outline: Outline, source: string, predicate: (title: string, heading: Heading) => boolean): Heading | undefined {
  return outline.headings.find((heading) => predicate(source.slice(heading.text.start, heading.text.end), heading));
}

/** A heading may be indented: the indentation belongs to its section, not to the one before. */
function lineBegin(source: string, offset: number): number {
  let at = offset;
  while (at > 0 && (source[at - 1] === " " || source[at - 1] === "\t")) at--;
  return at;
}

function afterLine(source: string, offset: number): number {
  const end = lineEndAt(source, offset);
  if (end >= source.length) return end;
  return source.startsWith("\r\n", end) ? end + 2 : end + 1;
}

import type { Outline } from "../markdown/outline.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";

/**
 * Returns where new text goes at the end of a section: after its last line that says something. A rule that only
 * divides the section from the next stays behind it.
 */
export function contentEnd(source: string, outline: Outline, section: Range): number {
  let end = section.start;
  let blankBefore = false;
  for (const line of linesOf(source, section.start, section.end)) {
    const text = source.slice(line.start, line.end).trim();
    const rule = blankBefore && /^(?:-\s*){3,}$|^(?:\*\s*){3,}$|^(?:_\s*){3,}$/.test(text) && !isOpaque(outline, line.start);
    if (text !== "" && !rule) end = line.end;
    blankBefore = text === "";
  }
  return end;
}

function isOpaque(outline: Outline, offset: number): boolean {
  return outline.opaque.some(({ start, end }) => start <= offset && end > offset);
}

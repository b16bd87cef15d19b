import type { Range } from "../text/range.js";

/** Tells whether an offset lies in one of some ranges that are sorted and do not overlap. */
export function isInside(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.start <= offset;
}

/**
 * Finds the code spans and comments of a piece of prose.
 *
 * A span's end is looked for on the same line only: a stray backtick shall not hide the rest of a document.
 */
export function maskProse(source: string, within: Range): Range[] {
  const masks: Range[] = [];
  const text = source.slice(within.start, within.end);
  const lastComment = text.lastIndexOf("-->");
  const mark = /\\[`<]|`+|<!--/g;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const [found] = match;
    if (found.startsWith("\\")) continue;
    const end = found === "<!--" ? commentEnd(text, match.index, lastComment) : spanEnd(text, match.index, found.length);
    if (end === undefined) continue;
    masks.push({ start: within.start + match.index, end: within.start + end });
    mark.lastIndex = end;
  }
  return masks;
}

/** No comment can end after the last `-->`: so one that is not closed costs no search to the end. */
function commentEnd(text: string, start: number, last: number): number | undefined {
  return start + 2 > last ? undefined : text.indexOf("-->", start + 2) + 3;
}

function spanEnd(text: string, start: number, length: number): number | undefined {
  const run = /`+|[\r\n]/g;
  run.lastIndex = start + length;
  for (let match = run.exec(text); match !== null; match = run.exec(text)) {
    if (!match[0].startsWith("`")) return undefined;
    if (match[0].length === length) return run.lastIndex;
  }
  return undefined;
}

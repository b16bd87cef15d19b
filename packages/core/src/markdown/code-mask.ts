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
  const mark = /\\[`<]|`+|<!--/g;
  mark.lastIndex = within.start;
  for (let match = mark.exec(source); match !== null && match.index < within.end; match = mark.exec(source)) {
    const [text] = match;
    if (text.startsWith("\\")) continue;
    const end = text === "<!--" ? commentEnd(source, match.index, within.end) : spanEnd(source, match.index, text.length);
    if (end !== undefined) masks.push({ start: match.index, end });
    mark.lastIndex = end ?? match.index + text.length;
  }
  return masks;
}

function commentEnd(source: string, start: number, limit: number): number | undefined {
  const end = source.indexOf("-->", start + 2);
  return end === -1 || end >= limit ? undefined : end + 3;
}

function spanEnd(source: string, start: number, length: number): number | undefined {
  const run = /`+|[\r\n]/g;
  run.lastIndex = start + length;
  for (let match = run.exec(source); match !== null; match = run.exec(source)) {
    if (!match[0].startsWith("`")) return undefined;
    if (match[0].length === length) return run.lastIndex;
  }
  return undefined;
}

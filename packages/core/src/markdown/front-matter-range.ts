import type { Range } from "../text/range.js";
import { isLineEndCode, lineEndAt, markLength, skipBlanks } from "./span.js";

/**
 * Finds the YAML front matter with both its fences.
 *
 * The first line is `---`, without indentation; the block ends at the next line that is `---`; blanks may
 * follow both. A block that is not closed is none.
 */
export function findFrontMatter(source: string): Range | undefined {
  const start = markLength(source);
  if (!isFence(source, start)) return undefined;
  let at = lineEndAt(source, start);
  while (at < source.length) {
    at += source.charCodeAt(at) === 13 && source.charCodeAt(at + 1) === 10 ? 2 : 1;
    const end = lineEndAt(source, at);
    if (isFence(source, at)) return { start, end };
    at = end;
  }
  return undefined;
}

/** Tells whether a line starts with `---` and has nothing but blanks after it. */
export function isFence(source: string, lineStart: number): boolean {
  if (!source.startsWith("---", lineStart)) return false;
  const after = skipBlanks(source, lineStart + 3, source.length);
  return after >= source.length || isLineEndCode(source.charCodeAt(after));
}

import { isBlankCode, skipBlanks } from "./span.js";

/** Tells whether a line, from its first visible character on, is a thematic break (`---`, `* * *`). */
export function isThematicBreak(source: string, start: number, lineEnd: number): boolean {
  const marker = source.charCodeAt(start);
  let count = 0;
  for (let at = start; at < lineEnd; at++) {
    const code = source.charCodeAt(at);
    if (code === marker) count++;
    else if (!isBlankCode(code)) return false;
  }
  return count >= 3;
}

/** Tells whether a line is a run of one character (`=` or `-`) with nothing but blanks after it. */
export function isUnderline(source: string, start: number, lineEnd: number): boolean {
  const end = runEnd(source, start, lineEnd);
  return skipBlanks(source, end, lineEnd) === lineEnd;
}

/** What opened a fenced block of code. */
export interface Fence {
  readonly marker: number;
  readonly length: number;
}

/** Reads the opening fence of a code block; an info text after backticks has no backtick. */
export function readOpeningFence(source: string, start: number, lineEnd: number): Fence | undefined {
  const marker = source.charCodeAt(start);
  const end = runEnd(source, start, lineEnd);
  if (end - start < 3) return undefined;
  if (marker === 96) {
    for (let at = end; at < lineEnd; at++) if (source.charCodeAt(at) === 96) return undefined;
  }
  return { marker, length: end - start };
}

/** Tells whether a line closes a fenced block: at least as many of the same marker, then only blanks. */
export function isClosingFence(source: string, start: number, lineEnd: number, fence: Fence): boolean {
  if (source.charCodeAt(start) !== fence.marker) return false;
  const end = runEnd(source, start, lineEnd);
  return end - start >= fence.length && skipBlanks(source, end, lineEnd) === lineEnd;
}

function runEnd(source: string, start: number, lineEnd: number): number {
  const marker = source.charCodeAt(start);
  let at = start;
  while (at < lineEnd && source.charCodeAt(at) === marker) at++;
  return at;
}

/** A range that is still being made: its end moves while lines are added. */
export interface Span {
  start: number;
  end: number;
}

/** Tells whether a character code is a space or a tab: the only blanks that markdown's blocks know. */
export function isBlankCode(code: number): boolean {
  return code === 32 || code === 9;
}

/** Tells whether a character code ends a line. */
export function isLineEndCode(code: number): boolean {
  return code === 10 || code === 13;
}

/** Returns the offset of the first character from `start` on that is no space or tab, at most `end`. */
export function skipBlanks(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlankCode(source.charCodeAt(at))) at++;
  return at;
}

/** Returns the span without the spaces and tabs around it; one of blanks only becomes empty at its start. */
export function trimBlanks(source: string, start: number, end: number): Span {
  const from = skipBlanks(source, start, end);
  if (from === end) return { start, end: start };
  let to = end;
  while (isBlankCode(source.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** Returns the end of the line that an offset is in, before its line ending. */
export function lineEndAt(source: string, offset: number): number {
  let at = offset;
  while (at < source.length && !isLineEndCode(source.charCodeAt(at))) at++;
  return at;
}

/** Returns the start of the line that an offset is in. */
export function lineStartAt(source: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isLineEndCode(source.charCodeAt(at - 1))) at--;
  return at;
}

/** Returns 1 where a text starts with a byte order mark, else 0. */
export function markLength(source: string): 0 | 1 {
  return source.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Returns the start of the line where only blanks stand before an offset, else the offset itself. */
export function includeIndent(source: string, offset: number): number {
  let at = offset;
  while (at > 0 && isBlankCode(source.charCodeAt(at - 1))) at--;
  return at === 0 || isLineEndCode(source.charCodeAt(at - 1)) || (at === 1 && markLength(source) === 1) ? at : offset;
}

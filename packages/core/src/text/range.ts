/** A half-open span of a text, in UTF-16 units of the original text (a byte order mark counts as one). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether an offset lies in a range. */
export function holds(range: Range, offset: number): boolean {
  return offset >= range.start && offset < range.end;
}

/** A half-open span of a text, in UTF-16 units of the original text (a byte order mark counts as one). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

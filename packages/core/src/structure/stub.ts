/** A place in source code at which something is still to be written. */
export interface Stub {
  /** An offset of the text. */
  readonly offset: number;
  /** `unsure`: it may be meant so; the verifier has to tell. */
  readonly kind: "body" | "statement" | "unsure" | "todo";
  /** What it is, as the end of a sentence: "the function `save` has an empty body". */
  readonly what: string;
}

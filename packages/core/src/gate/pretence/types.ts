/** A place where code seems to be made for its tests and not for its task: a question for a person, never a proof. */
export interface Pretence {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly kind: "test-detected" | "answer-echoed" | "constant-answer" | "idle-tests";
  /** One plain sentence. */
  readonly text: string;
}

import type { Refusal } from "@dgs/runtime";

/** A refusal, with the folder that its paths are relative to. */
export interface Refused {
  readonly type: "refused";
  readonly refusal: Refusal;
  /** Absolute; absent where the refusal's place is absolute or relative to the working folder. */
  readonly root?: string;
  /** Where an unexpected error came from, for whoever looks for the fault. */
  readonly stack?: string;
}

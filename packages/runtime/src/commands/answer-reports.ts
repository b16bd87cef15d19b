import type { CheckpointOption } from "@dgs/core";

/** One thing that waits for a person. */
export interface WaitingReport {
  /** What is given to `dgs answer`: the id of the plan, or the number of the phase. */
  readonly target: string;
  readonly type: "checkpoint" | "approval";
  readonly phase: string;
  /** Of a checkpoint: human-verify, decision, human-action, unknown. */
  readonly kind?: string;
  readonly task?: number;
  readonly since?: string;
  /** What the agent handed back, or what is to be looked at; markdown that an agent wrote. */
  readonly details: string;
  readonly awaiting: string;
  readonly options: readonly Pick<CheckpointOption, "id" | "name" | "pros" | "cons" | "recommended">[];
  /** Where it is kept, relative to the planning root. */
  readonly path: string;
}

/** `dgs answer`: what waits (`waiting`), or what was answered (`answered`). */
export type AnswerReport =
  | { readonly type: "waiting"; readonly waiting: readonly WaitingReport[] }
  | { readonly type: "answered"; readonly target: string; readonly answer: string; readonly phase: string; readonly path: string; /** What else of the phase waits. */ readonly left: readonly string[]; readonly next: { readonly command: string; readonly why: string } };

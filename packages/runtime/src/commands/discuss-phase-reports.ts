import type { PlanningPath } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextCommand } from "./quick-entry.js";

/** One decision in a report. */
export interface DecisionReport {
  /** `D-01`. */
  readonly id: string;
  readonly text: string;
  /** Nobody decided it. */
  readonly assumed: boolean;
}

/** `dgs discuss-phase`: what was decided about a phase, or how far the discussion is. */
export interface DiscussPhaseReport {
  readonly type: "discuss-phase";
  readonly exit: ExitKind;
  /** As people write it. */
  readonly phase: string;
  readonly name: string;
  readonly version: string;
  /** `discussed`: a person decided. `assumed`: nobody was asked. `stopped`: it can be gone on with. `left`: CONTEXT.md was there and stays as it is. `skipped`: the configuration says that phases are not discussed. */
  readonly outcome: "discussed" | "assumed" | "stopped" | "left" | "skipped";
  /** CONTEXT.md, where it is there. */
  readonly path?: PlanningPath;
  /** The file that holds the answers so far; only where it was stopped. */
  readonly checkpoint?: PlanningPath;
  /** Whether the decisions were added to a CONTEXT.md that was there. */
  readonly added: boolean;
  /** What this run decided; of a CONTEXT.md that stays, what it says. */
  readonly decisions: readonly DecisionReport[];
  /** What this run put off. */
  readonly deferred: readonly string[];
  /** Only where it was stopped. */
  readonly questions?: { readonly answered: number; readonly total: number };
  /** What a person should look at. */
  readonly humanNeeded: readonly string[];
  /** A command that was cut off before and is done now. */
  readonly finished?: string;
  /** What became of the planning commit. */
  readonly planningCommit?: string;
  readonly next: NextCommand;
}

import type { PlanId } from "../ids/plan-id.js";
import type { CheckpointKind } from "./types.js";

/** What every effect on one plan says. */
export interface PlanEffect {
  readonly step: number;
  readonly plan: PlanId;
  /** An earlier run of the step was cut off: what it left there is its own. */
  readonly resumed: boolean;
}

/** What an execution asks for. Each effect can be asked for again: what is done already is an answer, not a fault. */
export type PhaseEffect =
  | ({ readonly type: "run-plan" | "land-plan" } & PlanEffect)
  /** `cause`: why what was done before does not fit. What was done is kept under a ref first. */
  | ({ readonly type: "run-plan-again"; readonly cause: string } & PlanEffect)
  | ({ readonly type: "ask-person"; readonly kind: CheckpointKind; readonly task?: number } & PlanEffect)
  | ({ readonly type: "continue-plan"; readonly answer: string; readonly by: "person" | "rule"; readonly task?: number } & PlanEffect)
  | ({ readonly type: "resolve-conflict"; readonly files: readonly string[] } & PlanEffect)
  | { readonly type: "verify-phase" | "approve-phase" | "record-phase"; readonly step: number; readonly resumed: boolean }
  | { readonly type: "ask-failure"; readonly step: number; readonly plan: PlanId; readonly error: string }
  | { readonly type: "settle-execution"; readonly status: "completed" | "failed" | "waiting" };

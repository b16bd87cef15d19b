import type { PlanId } from "../ids/plan-id.js";
import type { PlanStage } from "./stage.js";
import type { CheckpointKind } from "./types.js";

/** What every effect on one plan says. */
export interface PlanEffect<Stage extends PlanStage = PlanStage> {
  readonly stage: Stage;
  readonly plan: PlanId;
  /** An earlier run of the step was cut off: what it left there is its own. */
  readonly resumed: boolean;
}

/** What an execution asks for. Each effect can be asked for again: what is done already is an answer, not a fault. */
export type PhaseEffect =
  | ({ readonly type: "run-plan" } & PlanEffect<"run">)
  | ({ readonly type: "land-plan" } & PlanEffect<"land">)
  /** `cause`: why what was done before does not fit. What was done is kept under a ref first. */
  | ({ readonly type: "run-plan-again"; readonly cause: string } & PlanEffect<"run again">)
  | ({ readonly type: "ask-person"; readonly kind: CheckpointKind; readonly task?: number } & PlanEffect<"checkpoint">)
  | ({ readonly type: "continue-plan"; readonly answer: string; readonly by: "person" | "rule"; readonly task?: number } & PlanEffect<"continue">)
  | ({ readonly type: "resolve-conflict"; readonly files: readonly string[] } & PlanEffect<"resolve conflict">)
  | { readonly type: "verify-phase"; readonly stage: "verify"; readonly resumed: boolean }
  | { readonly type: "approve-phase"; readonly stage: "approve"; readonly resumed: boolean }
  | { readonly type: "record-phase"; readonly stage: "record"; readonly resumed: boolean }
  | { readonly type: "ask-failure"; readonly plan: PlanId; readonly error: string }
  | { readonly type: "settle-execution"; readonly status: "completed" | "failed" | "waiting" };

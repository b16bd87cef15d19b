import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import type { PlanBrief } from "./plan-brief.js";

/** A plan among the others of its phase. */
export interface PlanInPhase extends Pick<PlanBrief, "path" | "dependsOn"> {
  readonly id: PlanId;
}

/** What the plans of a phase wait for. */
export interface Dependencies {
  /** The plans of the same phase that each plan waits for; every plan has an entry. */
  readonly within: ReadonlyMap<PlanId, readonly PlanId[]>;
  /** The plans of other phases that a plan waits for and that are not done; only plans that have some. */
  readonly waiting: ReadonlyMap<PlanId, readonly PlanId[]>;
  readonly problems: readonly Problem[];
}

/** Resolves what the plans of a phase say that they depend on. */
export declare function resolveDependencies(plans: readonly PlanInPhase[], context: { readonly phase: PhaseNumber; readonly isDone: (id: PlanId) => boolean }): Dependencies;

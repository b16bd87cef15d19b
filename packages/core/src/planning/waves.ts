import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import type { Dependencies } from "./dependencies.js";
import type { PlanBrief } from "./plan-brief.js";

/** The plans of a phase that may run at the same time, in plan order. */
export interface Wave {
  readonly number: number;
  readonly plans: readonly PlanId[];
}

/** The effective waves of a phase. */
export interface Waves {
  /** In the order in which they run; none is empty. */
  readonly waves: readonly Wave[];
  readonly problems: readonly Problem[];
}

/** Returns the effective waves of a phase's plans. */
export declare function assignWaves(plans: readonly (Pick<PlanBrief, "path" | "wave"> & { readonly id: PlanId })[], within: Dependencies["within"]): Waves;

/** Tells whether two plans may modify one file. */
export declare function filesOverlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean;

/** Returns the pairs of plans that may modify one file. */
export declare function overlaps(plans: readonly (Pick<PlanBrief, "filesModified"> & { readonly id: PlanId })[]): readonly (readonly [PlanId, PlanId])[];

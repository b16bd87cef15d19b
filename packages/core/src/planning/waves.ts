import { comparePlanIds, type PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import { orderByDependency } from "./dependency-cycle.js";
import type { PlanBrief } from "./plan-brief.js";
import { pathProblem } from "./problems.js";

/** A plan as far as its wave depends on it. */
export interface PlanWithWave extends Pick<PlanBrief, "path" | "wave" | "waveAt"> {
  readonly id: PlanId;
}

/** The plans of a phase that may run at the same time, in plan order. */
export interface Wave {
  readonly number: number;
  readonly plans: readonly PlanId[];
}

/** The effective waves of a phase. */
export interface Waves {
  /** In the order in which they run; none is empty. Read plan by plan, this is the order of execution. */
  readonly waves: readonly Wave[];
  readonly problems: readonly Problem[];
}

/**
 * Returns the effective waves of a phase's plans: a plan's is the larger of the one it declares (1 where it declares
 * none) and one more than the latest of those it waits for. (design 3.3)
 *
 * Plans that wait for each other in a circle keep what they declare; that they do is an error of the dependencies.
 */
export function assignWaves(plans: readonly PlanWithWave[], within: ReadonlyMap<PlanId, readonly PlanId[]>): Waves {
  const declared = new Map(plans.map((plan) => [plan.id, plan.wave ?? 1]));
  const needs = new Map(plans.map(({ id }) => [id, within.get(id) ?? []]));
  const effective = new Map(declared);
  for (const id of orderByDependency(needs).ordered) {
    const after = (needs.get(id) ?? []).map((need) => (effective.get(need) ?? -Infinity) + 1);
    effective.set(id, Math.max(declared.get(id) ?? 1, ...after));
  }
  const numbers = [...new Set(effective.values())].sort((a, b) => a - b);
  const waves = numbers.map((number) => ({ number, plans: [...effective].filter(([, wave]) => wave === number).map(([id]) => id).sort(comparePlanIds) }));
  return { waves, problems: plans.flatMap((plan) => movedProblem(plan, effective.get(plan.id) ?? 1)) };
}

function movedProblem({ id, path, wave, waveAt }: PlanWithWave, effective: number): Problem[] {
  if (wave === undefined || wave === effective) return [];
  const problem = pathProblem(path, "wave-moved", `Plan ${id} declares wave ${String(wave)} and runs in wave ${String(effective)}, after what it depends on.`, `Write wave: ${String(effective)}.`);
  return [waveAt === undefined ? problem : { ...problem, at: waveAt }];
}

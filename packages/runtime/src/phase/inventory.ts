import { overlaps, type PlanId, type PlanOverlap, type PlanToRun, type Problem } from "@dgs/core";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { type ReadPlan, readPlans } from "../steps/read-plans.js";
import type { StepContext } from "../steps/context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";

/** What there is to carry out. (Seed 004, "discover_plans", "group_by_wave") */
export interface Inventory {
  /** All plans of the phase that count, in the order of execution. */
  readonly plans: readonly ReadPlan[];
  /** Those that are not done and were chosen, placed for the phase machine. */
  readonly toRun: readonly PlanToRun[];
  /** Pairs of them that may change the same file, with the file. */
  readonly overlaps: readonly PlanOverlap[];
  readonly warnings: readonly Problem[];
}

/** Reads the plans of a phase and places those that are to be carried out; errors in plans are a failure, and nothing starts. */
export function takeInventory(context: StepContext, found: PhaseInFolder, gapsOnly: boolean): Inventory | WorkFailure {
  const all = [...found.loaded.product.phases, ...found.loaded.product.others].flatMap((phase) => phase.plans);
  const ordered = readPlans(context, found.phase.number, found.phase.plans, (id) => all.some((plan) => plan.id === id && plan.done));
  if (isFailure(ordered)) return ordered;
  const chosen = ordered.plans.filter((each) => !each.done && (!gapsOnly || each.plan.gapClosure));
  const pairs = overlaps(chosen.map(({ id, plan }) => ({ id, filesModified: plan.filesModified })));
  const left = unmet(ordered.plans, chosen, ordered.within);
  if (left !== undefined) return failed("usage", left);
  const waveOf = new Map(ordered.waves.flatMap(({ number, plans }) => plans.map((plan) => [plan, number] as const)));
  const ids = new Set(chosen.map(({ id }) => id));
  const toRun = chosen.map(({ id }): PlanToRun => ({
    id,
    wave: waveOf.get(id) ?? 1,
    after: (ordered.within.get(id) ?? []).filter((need) => ids.has(need)),
    apart: pairs.flatMap(({ first, second }) => (first === id ? [second] : second === id ? [first] : [])),
  }));
  return { plans: ordered.plans, toRun, overlaps: pairs, warnings: ordered.warnings };
}

/** A chosen plan may come after one that was not chosen and is not done: then it cannot run. */
function unmet(plans: readonly ReadPlan[], chosen: readonly ReadPlan[], within: ReadonlyMap<PlanId, readonly PlanId[]>): string | undefined {
  const ids = new Set(chosen.map(({ id }) => id));
  const missing = chosen.flatMap(({ id }) => (within.get(id) ?? []).filter((need) => !ids.has(need) && !plans.some((plan) => plan.id === need && plan.done)).map((need) => `${id} comes after ${need}`));
  return missing.length === 0 ? undefined : `plans come after plans that are not done and were not chosen: ${missing.join("; ")}. Run the phase without --gaps-only`;
}

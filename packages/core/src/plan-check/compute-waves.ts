import { comparePlanIds, type PlanId } from "../ids/plan-id.js";
import { filesOverlap } from "../planning/file-overlap.js";
import { assignWaves } from "../planning/waves.js";
import type { EarlierPlan, PlansToCheck } from "./types.js";

/**
 * Returns the wave of each new plan as it follows from what it depends on and what it changes; what it declares does not count. Plans in a circle have none. (formats.md 8)
 *
 * A plan never shares a wave with another one that may change the same file: the one that is placed later waits for the next wave.
 */
export function computeWaves({ plans, within }: Pick<PlansToCheck, "plans" | "within">, earlier: readonly EarlierPlan[] = []): ReadonlyMap<PlanId, number> {
  const first = earlier.length === 0 && plans.some(({ plan }) => plan.wave === 0) ? 0 : 1;
  const known = new Map(assignWaves(earlier, within).waves.flatMap((wave) => wave.plans.map((id) => [id, wave.number] as const)));
  const placed = new Map<PlanId, number>();
  const open = [...plans].sort((a, b) => comparePlanIds(a.id, b.id));
  const waveOf = (id: PlanId): number | undefined => placed.get(id) ?? known.get(id);
  for (;;) {
    const at = open.findIndex(({ id }) => (within.get(id) ?? []).every((need) => waveOf(need) !== undefined));
    const [next] = at === -1 ? [] : open.splice(at, 1);
    if (next === undefined) return placed;
    let wave = Math.max(first, ...(within.get(next.id) ?? []).map((need) => (waveOf(need) ?? 0) + 1));
    while (plans.some(({ id, plan }) => placed.get(id) === wave && filesOverlap(plan.filesModified, next.plan.filesModified))) wave++;
    placed.set(next.id, wave);
  }
}

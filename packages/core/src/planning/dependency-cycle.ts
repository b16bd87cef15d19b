import type { PlanId } from "../ids/plan-id.js";

/** Plans in an order in which each comes after those it waits for, and those for which there is no such order. */
export interface DependencyOrder {
  readonly ordered: readonly PlanId[];
  /** In a circle, or behind one. */
  readonly stuck: readonly PlanId[];
}

/** Orders plans by what they wait for; an entry that is no plan of the map counts as done. */
export function orderByDependency(within: ReadonlyMap<PlanId, readonly PlanId[]>): DependencyOrder {
  const open = new Map([...within].map(([id, needs]) => [id, needs.filter((each) => within.has(each)).length]));
  const dependents = new Map<PlanId, PlanId[]>();
  for (const [id, needs] of within) for (const need of needs) dependents.set(need, [...(dependents.get(need) ?? []), id]);
  const ordered = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  // The list grows while it is walked.
  for (const id of ordered) {
    for (const dependent of dependents.get(id) ?? []) {
      const count = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, count);
      if (count === 0) ordered.push(dependent);
    }
  }
  const done = new Set(ordered);
  return { ordered, stuck: [...within.keys()].filter((id) => !done.has(id)) };
}

/** Finds circles of plans that wait for each other, so that each stuck plan is in one or behind one; each starts at its first plan. */
export function findCycles(within: ReadonlyMap<PlanId, readonly PlanId[]>): readonly (readonly PlanId[])[] {
  const stuck = new Set(orderByDependency(within).stuck);
  const seen = new Set<PlanId>();
  const cycles: PlanId[][] = [];
  for (const start of stuck) {
    const walk: PlanId[] = [];
    let at: PlanId | undefined = start;
    // Whoever is stuck waits for somebody who is stuck: the walk ends only in a circle or where another walk was.
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      walk.push(at);
      at = within.get(at)?.find((need) => stuck.has(need));
    }
    const from = at === undefined ? -1 : walk.indexOf(at);
    if (from !== -1) cycles.push(startAtFirst(walk.slice(from)));
  }
  return cycles;
}

function startAtFirst(cycle: readonly PlanId[]): PlanId[] {
  const first = cycle.reduce((least, id, index) => (id < (cycle[least] ?? id) ? index : least), 0);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

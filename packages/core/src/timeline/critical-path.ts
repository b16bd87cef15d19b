/** A plan with its time, and the plans that it comes after. */
export interface PlanTime {
  readonly id: string;
  readonly after: readonly string[];
  /** Milliseconds; `undefined` where it is not known, which counts as none. */
  readonly ms: number | undefined;
}

/** The longest way through some plans. */
export interface CriticalPath {
  /** The first one first. */
  readonly plans: readonly string[];
  /** The times of its plans added up. */
  readonly ms: number;
}

interface Way {
  readonly ms: number;
  /** The plan before this one on the longest way to it. */
  readonly before: string | undefined;
}

/**
 * Finds the longest way through plans by what each comes after; `undefined` where no plan has a time. Plans that are not among them count for nothing, and of plans that come
 * after each other in a circle each comes after those that were looked at before it.
 */
export function criticalPath(plans: readonly PlanTime[]): CriticalPath | undefined {
  if (plans.every(({ ms }) => ms === undefined)) return undefined;
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const ways = new Map<string, Way>();
  for (const { id } of plans) findWays(id, byId, ways);
  let last: string | undefined;
  for (const [id, { ms }] of ways) if (last === undefined || ms > (ways.get(last)?.ms ?? 0)) last = id;
  const path: string[] = [];
  for (let at = last; at !== undefined; at = ways.get(at)?.before) path.push(at);
  return { plans: path.reverse(), ms: ways.get(last ?? "")?.ms ?? 0 };
}

/** Without recursion: a row of thousands of plans would be too deep for it. */
function findWays(first: string, byId: ReadonlyMap<string, PlanTime>, ways: Map<string, Way>): void {
  const opened = new Set<string>();
  const stack = [first];
  for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
    const plan = byId.get(id);
    const open = opened.has(id) ? [] : (plan?.after ?? []).filter((each) => byId.has(each) && !ways.has(each) && !opened.has(each));
    opened.add(id);
    if (open.length > 0) {
      stack.push(...open);
      continue;
    }
    stack.pop();
    if (plan === undefined || ways.has(id)) continue;
    const known = plan.after.flatMap((each) => (ways.has(each) ? [each] : []));
    const before = known.reduce<string | undefined>((best, each) => (best === undefined || (ways.get(each)?.ms ?? 0) > (ways.get(best)?.ms ?? 0) ? each : best), undefined);
    ways.set(id, { ms: (plan.ms ?? 0) + (ways.get(before ?? "")?.ms ?? 0), before });
  }
}

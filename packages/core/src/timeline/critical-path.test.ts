import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalPath, type PlanTime } from "./critical-path.js";

const plan = (id: string, ms: number | undefined, ...after: readonly string[]): PlanTime => ({ id, ms, after });

describe("criticalPath", () => {
  it("is the longest way by what plans come after, not the one with the most plans", () => {
    expect(criticalPath([plan("1", 10), plan("2", 1, "1"), plan("3", 1, "2"), plan("4", 50), plan("5", 5, "1", "4")])).toEqual({ plans: ["4", "5"], ms: 55 });
  });

  it("is none where nothing has run, and counts a plan without a time as nothing", () => {
    expect(criticalPath([])).toBeUndefined();
    expect(criticalPath([plan("1", undefined), plan("2", undefined, "1")])).toBeUndefined();
    expect(criticalPath([plan("1", undefined), plan("2", 3, "1"), plan("3", 2)])).toEqual({ plans: ["1", "2"], ms: 3 });
  });

  it("leaves out plans that are not there, and ends in circles", () => {
    expect(criticalPath([plan("2", 3, "1", "2")])).toEqual({ plans: ["2"], ms: 3 });
    const circle = criticalPath([plan("1", 1, "3"), plan("2", 2, "1"), plan("3", 4, "2")]);
    expect(new Set(circle?.plans).size).toBe(circle?.plans.length);
  });

  it("goes through a row of 20,000 plans", () => {
    const row = Array.from({ length: 20_000 }, (_, index) => plan(String(index), 1, ...(index === 0 ? [] : [String(index - 1)])));
    expect(criticalPath([...row].reverse())?.ms).toBe(20_000);
  });

  const graphs = fc.array(fc.record({ ms: fc.nat({ max: 1000 }), after: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }) }), { minLength: 1, maxLength: 12 })
    .map((nodes) => nodes.map(({ ms, after }, index): PlanTime => plan(String(index), ms, ...[...new Set(after.filter((each) => each < index))].map(String))));

  /** All ways that end in a plan, tried one by one. */
  const longest = (plans: readonly PlanTime[], id: string): number => {
    const found = plans.find((each) => each.id === id);
    return (found?.ms ?? 0) + Math.max(0, ...(found?.after ?? []).map((each) => longest(plans, each)));
  };

  it("is as long as the longest of all ways, is a way, and does not depend on the order of the plans", () => {
    fc.assert(fc.property(graphs, fc.infiniteStream(fc.nat()), (plans, order) => {
      const path = criticalPath(plans);
      const ms = Math.max(...plans.map(({ id }) => longest(plans, id)));
      expect(path?.ms).toBe(ms);
      const way = path?.plans ?? [];
      expect(way.reduce((sum, id) => sum + (plans.find((each) => each.id === id)?.ms ?? 0), 0)).toBe(ms);
      for (const [index, id] of way.entries()) if (index > 0) expect(plans.find((each) => each.id === id)?.after).toContain(way[index - 1]);
      const shuffled = plans.map((each) => ({ each, at: order.next().value ?? 0 })).sort((a, b) => a.at - b.at).map(({ each }) => each);
      expect(criticalPath(shuffled)?.ms).toBe(ms);
    }));
  });
});

import { describe, expect, it } from "vitest";
import { comparePlanIds, parsePlanId, phaseOfPlan, planNumberOf, type PlanId } from "./plan-id.js";

const plan = (text: string): PlanId => {
  const parsed = parsePlanId(text);
  if (parsed === undefined) throw new Error(`not a plan: ${text}`);
  return parsed;
};

describe("parsePlanId", () => {
  it.each([
    ["05-01", "05-01"], ["5-1", "05-01"], ["05-01-limiter", "05-01"], ["CK-05-01", "05-01"], ["02.1-03", "02.1-03"],
    ["12A-01", "12A-01"], ["06-03a", "06-03a"], ["6-3a", "06-03a"], ["21-100", "21-100"],
  ])("reads %s as %s", (text, id) => { expect(parsePlanId(text)).toBe(id); });

  it.each(["", "05", "05-", "-01", "05-x", "05-2026-01-01x".slice(0, 3), "05-20261", "plan-01"])("refuses %j", (text) => { expect(parsePlanId(text)).toBeUndefined(); });
});

it("takes an id apart", () => {
  expect(phaseOfPlan(plan("2.1-3"))).toBe("02.1");
  expect(planNumberOf(plan("6-3b"))).toBe("03b");
});

it("orders plans by number, not by spelling", () => {
  const order = ["04-11", "05-01", "05-02", "05-02b", "05-9", "05-10", "10-01"].map(plan);
  expect([...order].reverse().sort(comparePlanIds)).toEqual(order);
});

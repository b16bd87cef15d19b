import { describe, expect, it } from "vitest";
import { costTable } from "./cost-table.js";
import { amountsOfUsage, formatUsageRecord, parseUsageRecord, type UsageRecord } from "./usage-record.js";

const record = (fields: Partial<UsageRecord> = {}): UsageRecord => ({ at: "2026-01-01T00:00:00Z", step: "/dgs:plan-phase 1", purpose: "plan-phase 1", role: "planner", tier: "opus", durationMs: 1_000, outcome: "completed", ...fields });

describe("costTable", () => {
  it("sums runs up by step, role and model, in the order in which they began", () => {
    const table = costTable([
      record({ at: "2026-01-01T03:00:00Z", step: "/dgs:execute-phase 1", role: "executor", tier: "sonnet", model: "big-1", inputTokens: 10, outputTokens: 5, costUsd: 0.5 }),
      record({ inputTokens: 100, outputTokens: 1, costUsd: 0.25 }),
      record({ at: "2026-01-01T04:00:00Z", step: "/dgs:execute-phase 1", role: "executor", tier: "sonnet", model: "big-1", inputTokens: 20, costUsd: 1 }),
    ]);
    expect(table.total).toEqual({ runs: 3, timeMs: 3_000, inputTokens: 130, outputTokens: 6, costUsd: 1.75, withoutTokens: 0, withoutCost: 0, open: 0 });
    expect(table.steps.map(({ name, runs, costUsd }) => [name, runs, costUsd])).toEqual([["/dgs:plan-phase 1", 1, 0.25], ["/dgs:execute-phase 1", 2, 1.5]]);
    expect(table.roles.map(({ name }) => name)).toEqual(["planner", "executor"]);
    expect(table.models.map(({ name }) => name)).toEqual(["tier opus", "big-1"]);
  });

  it("never takes what is unknown for 0", () => {
    expect(costTable([record(), record({ inputTokens: 0, outputTokens: 0, costUsd: 0 })]).total).toMatchObject({ inputTokens: 0, costUsd: 0, withoutTokens: 1, withoutCost: 1 });
    expect(costTable([record()]).total).toMatchObject({ inputTokens: undefined, outputTokens: undefined, costUsd: undefined, withoutCost: 1 });
    expect(costTable([]).total).toMatchObject({ runs: 0, costUsd: undefined });
  });

  it("counts runs whose end is not known, and names milestones where there are several", () => {
    const cutOff: UsageRecord = { at: "2026-01-01T00:00:00Z", milestone: "v1", step: "/dgs:plan-phase 1", purpose: "plan-phase 1", role: "planner", tier: "opus", durationMs: 1 };
    const table = costTable([cutOff, record({ milestone: "v2" })]);
    expect([table.total.open, table.steps.map(({ name }) => name)]).toEqual([1, ["v1: /dgs:plan-phase 1", "v2: /dgs:plan-phase 1"]]);
  });
});

describe("a usage record", () => {
  it("is read as it was written", () => {
    const full = record({ milestone: "v1", phase: "1", plan: "01-01", inputTokens: 1, outputTokens: 2, costUsd: 0.1, model: "m", resetsAt: "2026-01-01T00:00:00Z" });
    expect(parseUsageRecord(formatUsageRecord(full))).toEqual(full);
  });

  it("is none when it was cut off, or its numbers are none", () => {
    const text = formatUsageRecord(record({ inputTokens: 5 }));
    for (let at = 0; at < text.length - 1; at++) expect(parseUsageRecord(text.slice(0, at))).toBeUndefined();
    for (const [from, to] of [['"version":1', '"version":2'], ['"inputTokens":5', '"inputTokens":-5'], ['"durationMs":1000', '"durationMs":"1"'], ['"role":"planner"', '"role":7'], ["2026-01-01T00:00:00Z", "once"]] as const) {
      expect(parseUsageRecord(text.replace(from, to)), to).toBeUndefined();
    }
    expect(parseUsageRecord("null")).toBeUndefined();
  });

  it("tells amounts only of what is known", () => {
    expect(amountsOfUsage(record())).toEqual({ timeMs: 1_000 });
    expect(amountsOfUsage(record({ inputTokens: 3, costUsd: 0 }))).toEqual({ timeMs: 1_000, tokens: 3, costUsd: 0 });
  });
});

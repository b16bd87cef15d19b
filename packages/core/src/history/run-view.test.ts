import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHistoryLine, parseHistoryLine } from "./history-line.js";
import { createRunView, type RunView } from "./run-view.js";
import { seeInRunView } from "./see-in-run-view.js";
import { expectedOfStep, timeLeft } from "./time-left.js";
import type { HistoryEvent, HistoryLine } from "./types.js";

const START = Date.parse("2026-11-27T08:00:00.000Z");
const time = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const seeAll = (events: readonly HistoryEvent[]): RunView => events.map((event, at): HistoryLine => ({ type: "event", at: time(at), event })).reduce(seeInRunView, createRunView());
const execute = "/dgs:execute-phase 1";
const standing: HistoryEvent = { type: "job-stands", version: "v1.0", steps: [{ command: "/dgs:plan-phase 1", status: "completed", started: time(-9), finished: time(-5) }, { command: execute, status: "pending" }], cycles: { milestone: 0, mostOfMilestone: 3, phases: { 1: 1 }, mostOfPhase: 2 } };
const opened: HistoryEvent = { type: "phase-opened", phase: "1", name: "Parse", waves: [{ number: 1, plans: [{ id: "01-01" }, { id: "01-02" }] }, { number: 2, plans: [{ id: "01-03" }] }] };
const begun: readonly HistoryEvent[] = [standing, { type: "step-started", step: 2, total: 2, command: execute }, opened];
const agent = (purpose: string, plan?: string): HistoryEvent => ({ type: "agent-started", purpose, role: "executor", tier: "sonnet", attempt: 1, ...(plan === undefined ? {} : { plan }) });

describe("seeInRunView", () => {
  it("shows steps, plans side by side and the agents of both", () => {
    const view = seeAll([...begun, { type: "stage-started", stage: "run 01-01", plan: "01-01" }, { type: "stage-started", stage: "run 01-02", plan: "01-02" }, agent("execute-plan 01-01", "01-01"), agent("execute-plan 01-02", "01-02"), { type: "agent-activity", purpose: "execute-plan 01-02", text: "writes a file", plan: "01-02" }]);
    expect(view.steps.map(({ status }) => status)).toEqual(["completed", "in-progress"]);
    expect(view.cycles?.phases).toEqual({ 1: 1 });
    expect(view.plans.map(({ id, wave, standing }) => [id, wave, standing])).toEqual([["01-01", 1, "under-way"], ["01-02", 1, "under-way"], ["01-03", 2, "open"]]);
    expect(view.agents.map(({ plan, activities }) => [plan, activities])).toEqual([["01-01", []], ["01-02", ["writes a file"]]]);
  });

  it.each([
    ["land 01-01", "done", "done"],
    ["run 01-01", "done", "under-way"],
    ["run 01-01", "failed", "failed"],
    ["checkpoint 01-01", "not-answered", "waiting"],
    ["checkpoint 01-01", "given-up", "failed"],
    ["run 01-01", "interrupted", "open"],
  ])("a plan after %s has ended as %s is %s", (stage, outcome, expected) => {
    const { plans } = seeAll([...begun, { type: "stage-started", stage, plan: "01-01" }, { type: "stage-ended", stage, plan: "01-01", outcome }]);
    expect(plans[0]).toMatchObject({ id: "01-01", standing: expected, stage, since: time(3) });
  });

  it("takes the phase away with its step, and marks how that ended", () => {
    const ended = (outcome: string): RunView => seeAll([...begun, agent("verify-phase 1"), { type: "step-ended", step: 2, total: 2, command: execute, outcome }]);
    expect(ended("done")).toMatchObject({ plans: [], agents: [], steps: [{}, { status: "completed", since: time(1), until: time(4) }] });
    expect(ended("failed").steps[1]?.status).toBe("failed");
    expect(ended("interrupted").steps[1]?.status).toBe("pending");
    expect(ended("done")).not.toHaveProperty("phase");
  });

  it("adds what agents used to the budget once they have ended, and keeps unknown what was not told", () => {
    const view = seeAll([{ type: "budget-stands", level: "job", name: "v1.0", used: { tokens: 100 }, limits: { tokens: 1_000 } }, agent("a"), { type: "agent-usage", purpose: "a", inputTokens: 3 }, { type: "agent-ended", purpose: "a", outcome: "completed", durationMs: 9, inputTokens: 5, outputTokens: 2 }, agent("b"), { type: "agent-usage", purpose: "b", inputTokens: 4 }]);
    expect(view.budget).toMatchObject({ used: { tokens: 107, timeMs: 9 }, limits: { tokens: 1_000 } });
    expect(view.spent).toEqual({ agents: 1, inputTokens: 5, outputTokens: 2 });
    expect(view.agents).toMatchObject([{ purpose: "b", usage: { inputTokens: 4 } }]);
  });

  it("remembers of an agent that talks without end a few lines, each cut off", () => {
    const [told] = seeAll([agent("a"), ...Array.from({ length: 50 }, (_, at): HistoryEvent => ({ type: "agent-activity", purpose: "a", text: `${String(at)}${"x".repeat(1_000_000)}` }))]).agents;
    expect(told?.activities).toHaveLength(12);
    expect(Math.max(...(told?.activities ?? []).map(({ length }) => length))).toBe(1_000);
    expect(told?.activities.at(-1)).toMatch(/^49x/);
  });

  it("shows an agent that waits for its service until it is started again", () => {
    const waiting: HistoryEvent = { type: "agent-waiting", purpose: "a", until: time(60), why: "usage-limit", message: "" };
    expect(seeAll([waiting]).agents).toMatchObject([{ purpose: "a", waitingUntil: time(60) }]);
    expect(seeAll([waiting, agent("a")]).agents[0]).not.toHaveProperty("waitingUntil");
  });

  it("is what is left when the run ends: how, and nothing at work", () => {
    const view = [{ type: "head", at: time(0), run: "r", command: "run-job v1.0", pid: 7 }, { type: "event", at: time(1), event: agent("a") }, { type: "end", at: time(2), exit: "gaps" }].map((line) => line as HistoryLine).reduce(seeInRunView, createRunView());
    expect(view).toMatchObject({ command: "run-job v1.0", pid: 7, since: time(0), seenAt: time(2), agents: [], end: { exit: "gaps" } });
  });
});

const purpose = fc.constantFrom("a", "b", "c");
const usage = fc.record({ inputTokens: fc.nat(1_000), costUsd: fc.integer({ min: 0, max: 8 }) }, { requiredKeys: [] });
const anyEvent: fc.Arbitrary<HistoryEvent> = fc.oneof(
  fc.record({ type: fc.constant("step-started" as const), step: fc.integer({ min: -2, max: 9 }), total: fc.integer({ min: -2, max: 2 ** 31 }), command: fc.string() }),
  fc.record({ type: fc.constant("step-ended" as const), step: fc.integer({ min: -2, max: 9 }), total: fc.nat(9), command: fc.string(), outcome: fc.constantFrom("done", "failed", "interrupted", "phase-audited") }),
  fc.record({ type: fc.constant("agent-started" as const), purpose, role: fc.string(), tier: fc.string(), attempt: fc.nat(3) }),
  fc.tuple(purpose, usage).map(([name, used]): HistoryEvent => ({ type: "agent-ended", purpose: name, outcome: "completed", durationMs: 1, ...used })),
  fc.tuple(purpose, usage).map(([name, used]): HistoryEvent => ({ type: "agent-usage", purpose: name, ...used })),
  fc.record({ type: fc.constant("agent-activity" as const), purpose, text: fc.string() }),
  fc.record({ type: fc.constant("stage-started" as const), stage: fc.constantFrom("run p", "land p"), plan: fc.constantFrom("p", "q") }),
  fc.record({ type: fc.constant("stage-ended" as const), stage: fc.constantFrom("run p", "land p"), plan: fc.constantFrom("p", "q"), outcome: fc.constantFrom("done", "failed", "odd") }),
  fc.constant(opened),
  fc.constant(standing),
);

describe("any events", () => {
  it("give the same view whether they come at once or are read again from a file, and those before are not changed", () => {
    fc.assert(fc.property(fc.array(anyEvent), (events) => {
      const lines = events.map((event, at): HistoryLine => ({ type: "event", at: time(at), event }));
      let view = createRunView();
      for (const line of lines) {
        const [before, kept] = [view, JSON.stringify(view)];
        view = seeInRunView(view, line);
        expect(JSON.stringify(before)).toBe(kept);
        expect(view.steps.length).toBeLessThanOrEqual(2_000);
      }
      const again = lines.map((line) => parseHistoryLine(formatHistoryLine(line)));
      expect(again.every((line) => line !== undefined)).toBe(true);
      expect(again.reduce((all, line) => (line === undefined ? all : seeInRunView(all, line)), createRunView())).toEqual(view);
    }));
  });

  it("count every agent that ended, add up what they told, and show each purpose once", () => {
    fc.assert(fc.property(fc.array(anyEvent), (events) => {
      const view = seeAll(events);
      const ended = events.filter((event) => event.type === "agent-ended");
      expect(view.spent.agents).toBe(ended.length);
      const told = ended.flatMap(({ inputTokens }) => inputTokens ?? []);
      expect(view.spent.inputTokens).toBe(told.length === 0 ? undefined : told.reduce((sum, one) => sum + one, 0));
      expect(new Set(view.agents.map((each) => each.purpose)).size).toBe(view.agents.length);
    }));
  });

  it("never make the time that is left negative, or no number", () => {
    fc.assert(fc.property(fc.array(anyEvent), fc.integer({ min: -1_000, max: 1_000_000 }), (events, later) => {
      const left = timeLeft(seeAll([{ type: "times-expected", steps: { "execute-phase": 5_000, "plan-phase": 1_000 }, sharePerPlanMs: 2_000 }, ...events]), START + later * 1_000);
      if (left !== undefined) expect(left).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe("timeLeft", () => {
  const expected = { steps: { "execute-phase": 10_000, "plan-phase": 4_000 }, sharePerPlanMs: 20_000 };
  const told = (events: readonly HistoryEvent[]): RunView => seeAll([{ type: "times-expected", ...expected }, ...events]);

  it("adds what steps to come take to what is left of the one at hand", () => {
    const view = told([{ ...standing, steps: [{ command: execute, status: "pending" }, { command: "/dgs:plan-phase 2", status: "pending" }] }, { type: "step-started", step: 1, total: 2, command: execute }]);
    expect(timeLeft(view, START + 5_000)).toBe(10_000 - 3_000 + 4_000);
    expect(timeLeft(view, START + 500_000)).toBe(4_000);
  });

  it("expects of a phase with more plans more time", () => {
    const view = told(begun);
    expect(expectedOfStep(view, { command: execute, status: "in-progress" })).toBe(60_000);
    expect(expectedOfStep(view, { command: execute, status: "pending" })).toBe(10_000);
  });

  it("is unknown where that of one step is", () => {
    expect(timeLeft(told([{ ...standing, steps: [{ command: "/dgs:audit-phase 1", status: "pending" }, { command: execute, status: "pending" }] }]), START)).toBeUndefined();
    expect(expectedOfStep(told([]), { command: "/dgs:constructor", status: "pending" })).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExecutionRound, PlanWork } from "./execution-round.js";
import { idleTimes } from "./idle-times.js";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const span = (from: number, to?: number): { readonly start: string; readonly end?: string } => ({ start: at(from), ...(to === undefined ? {} : { end: at(to) }) });

function plan(id: string, from: number | undefined, to: number | undefined, more: Partial<PlanWork> & { readonly in?: number } = {}): PlanWork {
  const { in: landed, ...rest } = more;
  return { id, wave: 1, after: [], apart: [], atWork: from === undefined ? [] : [span(from, to)], asked: [], ...(landed === undefined ? {} : { landed: at(landed) }), ...rest };
}

function idle(plans: readonly PlanWork[], more: Partial<ExecutionRound> = {}): readonly string[] {
  const minute = (time: string): number => (Date.parse(time) - Date.UTC(2026, 0, 1)) / 60_000;
  return idleTimes({ schedule: "waves", agents: 2, plans, runs: [], waits: [], until: at(100), ...more }).map(({ start, end, agents, why }) => `${String(minute(start))}-${String(minute(end))} ${String(agents)} ${why}`);
}

describe("idleTimes", () => {
  it("is empty while as many agents work as may, and behind the start of the last", () => {
    expect(idle([plan("1", 0, 5, { in: 6 }), plan("2", 0, 9, { in: 10 })])).toEqual([]);
    expect(idle([])).toEqual([]);
    expect(idle([plan("1", undefined, undefined)])).toEqual([]);
  });

  it("puts it down to the plan that the next one comes after, until that is in", () => {
    expect(idle([plan("1", 0, 5, { in: 7 }), plan("2", 7, 9, { in: 10, after: ["1"], wave: 2 })])).toEqual(["0-5 1 plan 2 comes after 1, which was not in yet", "5-7 0 plan 2 comes after 1, which was not in yet"]);
  });

  it("of several plans to the one that was in last", () => {
    expect(idle([plan("1", 0, 2, { in: 3 }), plan("2", 0, 5, { in: 6 }), plan("3", 6, 7, { in: 8, after: ["1", "2"] })], { schedule: "dag" })[0]).toBe("2-5 1 plan 3 comes after 2, which was not in yet");
  });

  it("to the wave before, where nothing else keeps the plan", () => {
    expect(idle([plan("1", 0, 4, { in: 5 }), plan("2", 5, 6, { in: 7, wave: 2 })])).toEqual(["0-4 1 wave 2 begins when wave 1 is in: plan 1 was not in yet", "4-5 0 wave 2 begins when wave 1 is in: plan 1 was not in yet"]);
    expect(idle([plan("1", 0, 4, { in: 5 }), plan("2", 5, 6, { in: 7, wave: 2 })], { schedule: "dag" })).toEqual(["0-4 1 plan 2 was about to start", "4-5 0 plan 2 was about to start"]);
  });

  it("not to a plan that an agent works on, or that is being landed, though it needs an agent once more", () => {
    const again = plan("1", 0, 4, { atWork: [span(0, 4), span(8, 12)], landing: [span(4, 8)], in: 13 });
    expect(idle([again, plan("2", 13, 14, { in: 15, after: ["1"], wave: 2 })])).toEqual([[0, 4, 1], [4, 8, 0], [8, 12, 1], [12, 13, 0]].map(([from, to, agents]) => `${String(from)}-${String(to)} ${String(agents)} plan 2 comes after 1, which was not in yet`));
    expect(idle([again])).toEqual([]);
  });

  it("to a plan that may change the same files", () => {
    expect(idle([plan("1", 0, 4, { in: 5, apart: ["2"] }), plan("2", 5, 6, { in: 7, apart: ["1"] })])).toEqual(["0-4 1 plan 2 may change the same files as 1, which was not in yet", "4-5 0 plan 2 may change the same files as 1, which was not in yet"]);
  });

  it("to a person, for the plan itself and for those behind it", () => {
    const asked = plan("1", 0, 2, { asked: [span(2, 8)], atWork: [span(0, 2), span(8, 9)], in: 10 });
    expect(idle([asked], { agents: 1 })).toEqual(["2-8 0 plan 1 waited for a person"]);
    expect(idle([asked, plan("2", 10, 11, { in: 12, after: ["1"] })], { agents: 1 })[0]).toBe("2-8 0 plan 1 waited for a person");
    expect(idle([plan("1", 0, 2, { asked: [span(2)] }), plan("2", undefined, undefined, { after: ["1"] })], { agents: 1 })).toEqual(["2-100 0 plan 1 waited for a person"]);
  });

  it("to a plan that failed", () => {
    expect(idle([plan("1", 0, 2, { failed: at(2) }), plan("2", undefined, undefined, { after: ["1"] })], { agents: 1, until: at(5) })).toEqual(["2-5 0 plan 1 had failed"]);
    expect(idle([plan("0", 0, 4, { in: 4 }), plan("1", 0, 2, { failed: at(2) }), plan("2", undefined, undefined)], { until: at(4) })).toEqual(["2-4 1 plan 1 had failed"]);
    expect(idle([plan("2", undefined, undefined), plan("0", 0, 4, { in: 4 }), plan("1", 0, 2, { failed: at(2) })], { until: at(4) })).toEqual(["2-4 1 plan 1 had failed, and nothing new was started"]);
    expect(idle([plan("2", undefined, undefined, { after: ["1"] }), plan("0", 0, 4, { in: 4 }), plan("1", 0, 2, { failed: at(2) })], { until: at(4) })).toEqual(["2-4 1 plan 2 comes after 1, which had failed"]);
  });

  it("to a service that takes no runs, and an agent that waits for it does not work", () => {
    const waits = [{ ...span(1, 6), purpose: "execute-plan 1", until: at(6), why: "limit" }];
    expect(idle([plan("1", 0, 8, { in: 9 }), plan("2", 9, 10, { in: 11, after: ["1"] })], { agents: 1, waits })[0]).toBe(`1-6 0 execute-plan 1 waited for its service until ${at(6)} (limit)`);
  });

  it("to the time in which nothing ran, with how the run before it ended", () => {
    const plans = [plan("1", 0, 2, { in: 3 }), plan("2", 50, 60, { in: 61, after: ["1"] })];
    const runs = (more: object): ExecutionRound["runs"] => [{ command: "run-job v1", ...span(0, 4), ...more }, { command: "run-job v1", ...span(50), exit: "ok" }];
    const rest = ["2-3 0 plan 2 comes after 1, which was not in yet", "3-4 0 plan 2 was about to start"];
    expect(idle(plans, { agents: 1, runs: runs({ cutOff: true }) })).toEqual([...rest, "4-50 0 nothing ran: `run-job v1` was cut off"]);
    expect(idle(plans, { agents: 1, runs: runs({ exit: "human-needed" }) }).at(-1)).toBe("4-50 0 nothing ran: `run-job v1` had ended (human-needed)");
    expect(idle(plans, { agents: 1, runs: runs({ exit: "ok" }) }).at(-1)).toBe("4-50 0 nothing ran: `run-job v1` had ended");
  });

  it("passes over the moment in which the next plan is started", () => {
    const second = { start: new Date(Date.parse(at(0)) + 900).toISOString(), end: at(3) };
    expect(idle([plan("1", 0, 4, { in: 5 }), plan("2", 0, 3, { in: 4, atWork: [second] })])).toEqual([]);
  });

  const works = fc.array(fc.record({ from: fc.nat({ max: 60 }), length: fc.nat({ max: 20 }), wait: fc.nat({ max: 5 }), after: fc.array(fc.nat({ max: 10 }), { maxLength: 2 }), wave: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 9 })
    .map((plans) => plans.map(({ from, length, wait, after, wave }, index) => plan(String(index), from, from + length, { in: from + length + wait, after: [...new Set(after.filter((each) => each < index))].map(String), wave })));

  it("are in order, do not overlap, lie between the first and the last start, and count the agents that work then", () => {
    fc.assert(fc.property(works, fc.integer({ min: 1, max: 4 }), (plans, agents) => {
      const found = idleTimes({ schedule: "waves", agents, plans, runs: [], waits: [], until: at(100) });
      const starts = plans.map(({ atWork }) => Date.parse(atWork[0]?.start ?? ""));
      let before = Math.min(...starts);
      for (const { start, end, agents: working, why } of found) {
        expect(Date.parse(start)).toBeGreaterThanOrEqual(before);
        expect(Date.parse(end)).toBeGreaterThan(Date.parse(start));
        const middle = (Date.parse(start) + Date.parse(end)) / 2;
        expect(plans.filter(({ atWork }) => atWork.some((each) => Date.parse(each.start) <= middle && middle < Date.parse(each.end ?? ""))).length).toBe(working);
        expect(working).toBeLessThan(agents);
        expect(why).not.toBe("");
        before = Date.parse(end);
      }
      expect(before).toBeLessThanOrEqual(Math.max(...starts));
    }));
  });

  it("nothing that a round may hold breaks it", () => {
    const time = fc.oneof(fc.constant("never"), fc.constant(""), fc.nat({ max: 50 }).map(at));
    const spans = fc.array(fc.record({ start: time, end: fc.option(time, { nil: undefined }) }).map(({ start, end }) => ({ start, ...(end === undefined ? {} : { end }) })), { maxLength: 3 });
    const ids = fc.constantFrom("1", "2", "3", "constructor");
    const plans = fc.array(fc.record({ id: ids, wave: fc.nat(), after: fc.array(ids), apart: fc.array(ids), atWork: spans, asked: spans, landed: time, failed: time }), { maxLength: 5 });
    fc.assert(fc.property(plans, fc.nat({ max: 3 }), time, spans, (all, agents, until, runs) => {
      const found = idleTimes({ schedule: "dag", agents, plans: all, runs: runs.map((run) => ({ ...run, command: "c" })), waits: [], until });
      for (const { start, end } of found) expect(Date.parse(end)).toBeGreaterThanOrEqual(Date.parse(start));
    }));
  });
});

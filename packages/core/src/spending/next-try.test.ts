import { describe, expect, it } from "vitest";
import type { AgentResult } from "../ports/agents.js";
import { nextTry, NOT_WAITED, type Waited } from "./next-try.js";

const usage = { durationMs: 1 };
const now = "2026-01-01T00:00:00.000Z";
const patience = { limitMs: 6 * 3_600_000, overloadTries: 3 };
const limit = (said: object = {}): AgentResult => ({ type: "limit-reached", message: "no", usage, ...said });
const next = (result: AgentResult, told: { readonly waited?: Waited; readonly random?: number; readonly patience?: typeof patience; readonly now?: string } = {}) => nextTry(result, { now, waited: NOT_WAITED, patience, random: 0, ...told });

describe("nextTry", () => {
  it("is done with every result that is no limit", () => {
    for (const result of [{ type: "completed", usage }, { type: "crashed", message: "", usage }, { type: "budget-exceeded", message: "", usage }] as const) expect(next(result)).toEqual({ type: "done" });
  });

  it("waits for a usage limit until shortly behind its end", () => {
    expect(next(limit({ resetsAt: "2026-01-01T05:00:00Z" }))).toEqual({ type: "wait", until: "2026-01-01T05:00:05.000Z", why: "usage-limit", waited: { limits: 1, overloads: 0, since: now } });
    expect(next(limit({ resetsAt: "2026-01-01T06:00:00Z" }))).toMatchObject({ type: "wait" });
  });

  it("halts where the limit ends too late, at no known time, or nothing is to be waited for", () => {
    expect(next(limit({ resetsAt: "2026-01-01T06:00:01Z" }))).toEqual({ type: "halt", why: "that is later than the 6 hours that may be waited (limits.wait_hours)" });
    expect(next(limit())).toEqual({ type: "halt", why: "when it ends is not known" });
    expect(next(limit({ resetsAt: "soon" }))).toEqual({ type: "halt", why: "when it ends is not known" });
    expect(next(limit({ resetsAt: "2025-12-31T00:00:00Z" }), { patience: { ...patience, limitMs: 0 } })).toEqual({ type: "halt", why: "it is not waited for (limits.wait_hours is 0)" });
  });

  it("comes to an end where a limit is met again and again behind its end", () => {
    let [at, waited, tries] = [now, NOT_WAITED, 0];
    for (;;) {
      const answer = next(limit({ resetsAt: "2025-12-31T00:00:00Z" }), { waited, now: at });
      if (answer.type !== "wait") break;
      expect(Date.parse(answer.until) >= Date.parse(at) || tries === 0).toBe(true);
      [at, waited, tries] = [Date.parse(answer.until) > Date.parse(at) ? answer.until : at, answer.waited, tries + 1];
    }
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(50);
  });

  it("tries an overloaded service again, each time after about twice the wait, and not without end", () => {
    const seconds: number[] = [];
    let waited = NOT_WAITED;
    for (;;) {
      const answer = next(limit({ overload: true }), { waited });
      if (answer.type !== "wait") {
        expect(answer).toEqual({ type: "halt", why: "it was tried again 3 times (limits.overload_tries)" });
        break;
      }
      seconds.push((Date.parse(answer.until) - Date.parse(now)) / 1000);
      waited = answer.waited;
    }
    expect(seconds).toEqual([15, 30, 60]);
    expect(next(limit({ overload: true }), { random: 0.5 })).toMatchObject({ until: "2026-01-01T00:00:11.250Z" });
    expect(next(limit({ overload: true }), { waited: { limits: 0, overloads: 90 }, patience: { ...patience, overloadTries: 99 } })).toMatchObject({ until: "2026-01-01T00:10:00.000Z" });
  });
});

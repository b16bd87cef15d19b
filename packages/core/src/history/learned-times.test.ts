import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedTimes, learnTimes, type LearnedTimes, noTimes } from "./learned-times.js";
import type { HistoryEvent, HistoryLine } from "./types.js";

const time = (seconds: number): string => new Date(Date.parse("2026-11-27T08:00:00.000Z") + seconds * 1_000).toISOString();
const told = (seconds: number, event: HistoryEvent): HistoryLine => ({ type: "event", at: time(seconds), event });
const step = (from: number, to: number, command: string, outcome = "done", inside: readonly HistoryLine[] = []): readonly HistoryLine[] => [told(from, { type: "step-started", step: 1, total: 1, command }), ...inside, told(to, { type: "step-ended", step: 1, total: 1, command, outcome })];
const stage = (from: number, to: number, name: string, outcome: string): readonly HistoryLine[] => [told(from, { type: "stage-started", stage: `${name} 01-01`, plan: "01-01" }), told(to, { type: "stage-ended", stage: `${name} 01-01`, plan: "01-01", outcome })];
const learn = (...runs: (readonly HistoryLine[])[]): LearnedTimes => runs.reduce(learnTimes, noTimes());

describe("learnTimes", () => {
  it("expects of each kind of step the time in the middle", () => {
    const known = learn(step(0, 4, "/dgs:plan-phase 1"), step(0, 100, "/dgs:plan-phase 2"), step(0, 6, "/dgs:plan-phase 3 --gaps"), step(0, 7, "/dgs:audit-phase 1", "phase-audited"));
    expect(expectedTimes(known)).toEqual({ steps: { "plan-phase": 6_000, "audit-phase": 7_000 } });
  });

  it("learns nothing of what failed, was stopped, or has no beginning or no end in the run", () => {
    expect(expectedTimes(learn(step(0, 4, "/dgs:plan-phase 1", "failed"), step(0, 4, "/dgs:plan-phase 1", "interrupted"), step(0, 4, "/dgs:plan-phase 1").slice(0, 1), step(0, 4, "/dgs:plan-phase 1").slice(1), step(9, 4, "/dgs:plan-phase 1")))).toEqual({ steps: {} });
  });

  it("learns from a command of its own as from a step of a job, where it came to a good end", () => {
    const run = (exit: string): readonly HistoryLine[] => [{ type: "head", at: time(0), run: "r", command: "execute-phase 1" }, told(1, { type: "phase-opened", phase: "1", name: "", waves: [{ number: 1, plans: [{ id: "a" }, { id: "b" }] }] }), { type: "end", at: time(8), exit }];
    expect(expectedTimes(learn(run("ok"), run("gaps")))).toEqual({ steps: { "execute-phase": 8_000 }, sharePerPlanMs: 4_000 });
  });

  it("measures a plan from its beginning until it has landed, over a conflict, and not over a person", () => {
    expect(learn([...stage(0, 5, "run", "done"), ...stage(6, 7, "land", "conflict"), ...stage(7, 8, "resolve conflict", "done"), ...stage(8, 9, "land", "done")]).plans).toEqual([9_000]);
    expect(learn([...stage(0, 5, "run", "checkpoint"), ...stage(500, 501, "continue", "done"), ...stage(501, 502, "land", "done")]).plans).toEqual([]);
  });

  it("divides the time of a phase by its plans, and forgets them with the next step", () => {
    const opened = told(1, { type: "phase-opened", phase: "1", name: "", waves: [{ number: 1, plans: [{ id: "a" }, { id: "b" }] }, { number: 2, plans: [{ id: "c" }] }] });
    expect(learn([...step(0, 9, "/dgs:execute-phase 1", "done", [opened]), ...step(9, 99, "/dgs:execute-phase 2")]).shares).toEqual([3_000]);
  });
});

describe("any runs", () => {
  const runs = fc.array(fc.tuple(fc.nat(1_000), fc.constantFrom("plan-phase", "execute-phase", "constructor", "__proto__"), fc.constantFrom("done", "failed")), { maxLength: 80 });

  it("expect no time that was not between the shortest and the longest of its kind, and remember not without end", () => {
    fc.assert(fc.property(runs, (all) => {
      const known = learn(...all.map(([seconds, kind, outcome]) => step(0, seconds, `/dgs:${kind} 1`, outcome)));
      for (const [kind, ms] of Object.entries(expectedTimes(known).steps)) {
        const seen = all.filter(([, name, outcome]) => name === kind && outcome === "done").map(([seconds]) => seconds * 1_000);
        expect(ms).toBeGreaterThanOrEqual(Math.min(...seen));
        expect(ms).toBeLessThanOrEqual(Math.max(...seen));
        expect(known.steps.get(kind)?.length).toBeLessThanOrEqual(25);
      }
    }));
  });
});

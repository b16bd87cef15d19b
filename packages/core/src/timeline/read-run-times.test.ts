import { describe, expect, it } from "vitest";
import type { HistoryEvent, HistoryLine } from "../history/types.js";
import { readRunTimes } from "./read-run-times.js";

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const head: HistoryLine = { type: "head", at: at(0), run: "r1", command: "run-job v1.0", pid: 7 };
const told = (second: number, event: HistoryEvent): HistoryLine => ({ type: "event", at: at(second), event });
const agent = (second: number, purpose: string): HistoryLine => told(second, { type: "agent-started", purpose, role: "executor", tier: "opus", attempt: 1, plan: "03-01" });

const lines: readonly HistoryLine[] = [
  head,
  told(1, { type: "step-started", step: 1, total: 2, command: "/dgs:execute-phase 3 --non-interactive" }),
  told(2, { type: "stage-started", stage: "run `03-01`", plan: "03-01" }),
  agent(3, "execute-plan 03-01"),
  told(4, { type: "agent-waiting", purpose: "execute-plan 03-01", until: at(30), why: "limit", message: "until later" }),
  told(6, { type: "agent-activity", purpose: "execute-plan 03-01", text: "edit" }),
  told(7, { type: "committed", repo: "app", sha: "0123456789abcdef", subject: "feat: a", plan: "03-01" }),
  told(8, { type: "agent-ended", purpose: "execute-plan 03-01", outcome: "completed", durationMs: 5, inputTokens: 3 }),
  told(9, { type: "stage-ended", stage: "run `03-01`", plan: "03-01", outcome: "done" }),
  told(10, { type: "step-ended", step: 1, total: 2, command: "/dgs:execute-phase 3 --non-interactive", outcome: "done", detail: "well" }),
];

describe("readRunTimes", () => {
  it("tells when steps, stages and agents began and ended, where they belong, and what happened besides", () => {
    expect(readRunTimes([...lines, { type: "end", at: at(11), exit: "ok" }], false)).toEqual({
      ...{ run: "r1", command: "run-job v1.0", start: at(0), end: at(11), exit: "ok" },
      steps: [{ start: at(1), end: at(10), number: 1, command: "/dgs:execute-phase 3 --non-interactive", outcome: "done", detail: "well" }],
      stages: [{ start: at(2), end: at(9), stage: "run `03-01`", plan: "03-01", phase: "3", outcome: "done" }],
      agents: [{ start: at(3), end: at(8), purpose: "execute-plan 03-01", role: "executor", tier: "opus", plan: "03-01", phase: "3", step: "/dgs:execute-phase 3 --non-interactive", outcome: "completed", inputTokens: 3 }],
      waits: [{ start: at(4), end: at(6), purpose: "execute-plan 03-01", until: at(30), why: "limit" }],
      moments: [
        { at: at(4), type: "wait", text: "execute-plan 03-01: until later", phase: "3" },
        { at: at(7), type: "commit", text: "app 0123456789 feat: a", plan: "03-01", phase: "3" },
      ],
    });
  });

  it.each(lines.map((_, index) => index + 1))("a run that was killed after %i lines ends with the last that was heard of it, and one that goes on does not end", (count) => {
    const heard = lines.slice(0, count);
    const [killed, alive] = [readRunTimes(heard, false), readRunTimes(heard, true)];
    expect(killed).toMatchObject({ end: heard.at(-1)?.at, cutOff: true });
    expect(alive?.end).toBeUndefined();
    const all = (run: typeof killed): readonly { readonly start: string; readonly end?: string; readonly cutOff?: true }[] => [...(run?.steps ?? []), ...(run?.stages ?? []), ...(run?.agents ?? []), ...(run?.waits ?? [])];
    for (const span of all(killed)) expect([span.end !== undefined && Date.parse(span.end) <= Date.parse(killed?.end ?? ""), Date.parse(span.start) >= Date.parse(killed?.start ?? "")]).toEqual([true, true]);
    for (const span of all(alive)) expect(span.cutOff).toBeUndefined();
    expect(all(killed).length).toBe(all(alive).length);
  });

  it("what begins twice without an end was cut off the first time", () => {
    const twice = readRunTimes([head, agent(1, "a"), agent(5, "a"), told(6, { type: "agent-ended", purpose: "a", outcome: "failed", durationMs: 1 })], false);
    expect(twice?.agents.map(({ start, end, cutOff, outcome }) => ({ start, end, cutOff, outcome }))).toEqual([{ start: at(1), end: at(5), cutOff: true, outcome: undefined }, { start: at(5), end: at(6), cutOff: undefined, outcome: "failed" }]);
  });

  it("takes the time that an event says itself, and passes over ends of what never began", () => {
    const said: HistoryEvent & { readonly at: string } = { type: "step-started", step: 1, total: 1, command: "/dgs:map-codebase", at: at(1) };
    const never: HistoryEvent & { readonly at: string } = { type: "step-started", step: 1, total: 1, command: "/dgs:map-codebase", at: "never" };
    const run = readRunTimes([{ ...head, at: at(2) } as HistoryLine, told(3, said), told(4, { type: "stage-ended", stage: "look", outcome: "done" }), told(5, never)], false);
    expect(run).toMatchObject({ start: at(1), end: at(5), stages: [], steps: [{ start: at(1), end: at(5), cutOff: true }, { start: at(5) }] });
    expect(run?.steps[1]).not.toHaveProperty("phase");
  });

  it("is nothing where no line says which run it is", () => {
    expect(readRunTimes([], false)).toBeUndefined();
    expect(readRunTimes(lines.slice(1), true)).toBeUndefined();
  });
});

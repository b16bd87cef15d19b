import type { RunEvent } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import { createEventRenderer } from "./run-events.js";

const events: readonly RunEvent[] = [
  { type: "step-started", at: "2026-01-01T10:00:00.000Z", step: 1, total: 4, command: "/dgs:execute-phase 1" },
  { type: "agent-started", purpose: "execute-plan 01-01", role: "executor", tier: "sonnet", attempt: 1 },
  { type: "agent-activity", purpose: "execute-plan 01-01", text: "reading" },
  { type: "agent-ended", purpose: "execute-plan 01-01", outcome: "completed", durationMs: 12_000 },
  { type: "committed", repo: "api", sha: "0123456789abcdef0123456789abcdef01234567", subject: "Add a parser" },
  { type: "tested", command: "npm test", outcome: "failed", durationMs: 900, said: "exit 1" },
  { type: "tested", command: "npm test", outcome: "no-test-ran", durationMs: 900, said: "exit 0, but no test ran: 0 passed, 0 failed (jest)\u001b[2J" },
  { type: "steps-inserted", origin: "phase 1 cycle 1", commands: ["/dgs:execute-phase 1 --gaps-only", "/dgs:audit-phase 1 --rerun-failed"] },
  { type: "agent-waiting", at: "2026-01-01T10:01:00.000Z", purpose: "execute-plan 01-02", until: "2026-01-01T12:00:05.000Z", why: "usage-limit", message: "5-hour limit" },
  { type: "note", text: "the limit of the agent resets at 12:00" },
  { type: "agent-started", purpose: "execute-plan 01-01", role: "executor", tier: "sonnet", attempt: 2 },
  { type: "step-ended", at: "2026-01-01T10:03:05.000Z", step: 1, total: 4, command: "/dgs:execute-phase 1", outcome: "failed", detail: "1 plan failed" },
];

describe("the events of a run", () => {
  it("become plain lines, with the time a step took", () => {
    const render = createEventRenderer(plainPaint);
    expect(events.flatMap((event) => render(event)).join("\n")).toBe(`[1/4] /dgs:execute-phase 1
  agent execute-plan 01-01 (executor, sonnet)
  agent execute-plan 01-01: completed in 12 s
  commit 0123456789 in api: Add a parser
  test npm test: failed in 0.9 s
  test npm test: no-test-ran in 0.9 s: exit 0, but no test ran: 0 passed, 0 failed (jest)
  inserted for phase 1 cycle 1:
    /dgs:execute-phase 1 --gaps-only
    /dgs:audit-phase 1 --rerun-failed
  waiting until 2026-01-01T12:00:05.000Z: execute-plan 01-02, a usage limit is reached: 5-hour limit
  the limit of the agent resets at 12:00
  agent execute-plan 01-01 (executor, sonnet, attempt 2)
[1/4] failed in 3 min 5 s: 1 plan failed`);
  });

  it("say no time for a step whose start was not seen", () => {
    const render = createEventRenderer(plainPaint);
    expect(render({ type: "step-ended", at: "2026-01-01T10:00:00Z", step: 2, total: 4, command: "x", outcome: "done" })).toEqual(["[2/4] done"]);
  });

  it("hold no line break and no escape of an agent", () => {
    const render = createEventRenderer(plainPaint);
    expect(render({ type: "note", text: "a\u001b[2J\nb" })).toEqual(["  a b"]);
  });
});

import type { MilestoneReport } from "@dgs/runtime";
import { expect, it } from "vitest";
import { renderMilestoneReport } from "./milestone-report.js";
import { plainPaint } from "./paint.js";
import { renderSavedReport } from "./saved-report.js";

const view = { paint: plainPaint, pathOf: (path: string) => `.planning/${path}` };
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const none = { runs: 0, timeMs: 0, inputTokens: undefined, outputTokens: undefined, costUsd: undefined, withoutTokens: 0, withoutCost: 0, open: 0 };
const empty: MilestoneReport = { type: "milestone-report", version: "v1.0", made: at(60), runs: [], steps: [], phases: [], agents: [], audits: [], cost: { total: none, steps: [], roles: [], models: [] }, budgets: [], cycles: { milestone: { used: 0, most: 3 }, phases: [] }, attention: [], undo: [], events: [], unread: 0, problems: [] };
const plan = { id: "01-01", name: "a", after: [], standing: "complete", stages: [], at: { type: "file" as const, path: "p" } };
const commit = { repo: "app", sha: "0123456789abcdef", subject: "feat: a", date: at(1), files: 1, added: 1200, removed: 3 };

const full: MilestoneReport = {
  ...empty,
  name: "Durations",
  job: { path: "jobs/in-progress/milestone-v1.0.md", status: "failed", check: true },
  span: { start: at(0), end: at(30) },
  runs: [{ run: "r", command: "run-job v1.0", start: at(0), end: at(10), cutOff: true }, { run: "s", command: "run-job v1.0", start: at(20), end: at(30), exit: "gaps" }],
  steps: [{ number: 1, command: "/dgs:execute-phase 1", status: "completed", spans: [], humanNeeded: [], at: { type: "file", path: "jobs" } }, { number: 2, command: "/dgs:audit-phase 1", status: "failed", spans: [], humanNeeded: [], at: { type: "file", path: "jobs" } }],
  phases: [{ number: "1", name: "Parse", status: "partial", verification: "none", planCount: { done: 1, total: 2 }, plans: [{ ...plan, commits: [commit, { ...commit, added: 1 }] }], waves: [], criticalPath: { plans: ["01-01", "01-02"], ms: 90_000 }, idle: [{ start: at(0), end: at(5), agents: 1, why: "plan 01-02 comes after 01-01, which was not in yet" }, { start: at(5), end: at(6), agents: 0, why: "plan 01-02 comes after 01-01, which was not in yet" }], agentsAtOnce: 2 }],
  audits: [{ of: "1", round: 1, cycle: "phase 1 cycle 1", status: "completed", verdict: "diagnosed", tests: [{ command: "t", outcome: "failed", failing: [], at: { type: "file", path: "a" } }, { command: "u", outcome: "passed", failing: [], at: { type: "file", path: "a" } }], gaps: [{ id: "G-01", truth: "it reads", severity: "major", source: "test", rootCause: "it does not", files: [], plans: ["01-02"], at: { type: "file", path: "phases/1/01-AUDIT.md", line: 7 } }], at: { type: "file", path: "phases/1/01-AUDIT.md", line: 1 } }],
  cost: { total: { ...none, runs: 2, timeMs: 60_000, inputTokens: 1500, costUsd: 1.5, withoutCost: 1 }, steps: [], roles: [], models: [] },
  budgets: [{ name: "job v1.0", measure: "cost", spent: 9, limit: 10 }, { name: "phase 1", measure: "time", spent: 1, limit: 10 }],
  cycles: { milestone: { used: 1, most: 3 }, phases: [{ phase: "1", used: 2, most: 2 }, { phase: "2", used: 0, most: 2 }] },
  attention: [{ what: "failed-step", text: "it has failed", at: { type: "file", path: "jobs/j.md", line: 9 }, command: "dgs run-job v1.0" }, { what: "kept-work", text: "kept", at: { type: "commit", repo: "app", sha: "0123456789abcdef" } }],
  undo: [{ command: "dgs rollback-job v1.0", why: "puts it back" }],
};

it("tells on one page how it went, where time went, what is missing, what needs a person and how to undo it", () => {
  expect(renderMilestoneReport(full, view)).toBe(`v1.0  Durations — failed: 1 of 2 steps, 0 of 1 phase complete
2026-01-02T03:00:00.000Z to 2026-01-02T03:30:00.000Z: 30 min 0 s; 20 min 0 s in 2 runs, 1 cut off

| Phase   | Status  | Plans | Commits       | Longest way               |
|---------|---------|-------|---------------|---------------------------|
| 1 Parse | partial | 1/2   | 2 (+1,201 -6) | 1 min 30 s: 01-01 > 01-02 |

Idle, though plans were left
  Phase 1: 6 min 0 s with fewer than 2 agents at work
    6 min 0 s  plan 01-02 comes after 01-01, which was not in yet

Agents: 2 runs, 1 min 0 s, 1,500 tokens in, 0 out, $1.50 + unknown (dgs cost v1.0)
  job v1.0: 90 % of its cost budget is used
Gap-fix cycles: milestone: 1 of 3, phase 1: 2 of 2

Audits
  Phase 1, audit 1: diagnosed, 1 of 2 tests passed (phase 1 cycle 1)  .planning/phases/1/01-AUDIT.md:1
    G-01 (major) not so: it reads  .planning/phases/1/01-AUDIT.md:7
      cause: it does not
      closed by 01-02

Needs a person
  - failed-step: it has failed  .planning/jobs/j.md:9
      dgs run-job v1.0
  - kept-work: kept  app 0123456789

To undo it
  dgs rollback-job v1.0 (puts it back)`);
});

it("tells of a milestone of which nothing has run, and says where the page is", () => {
  const text = renderSavedReport({ type: "saved-report", path: "jobs/.reports/milestone-v1.0.html", report: empty }, view);
  expect(text).toContain("v1.0 — no job; 0 of 0 phases complete\nNothing of it has run yet.");
  expect(text).toContain("Nothing needs a person.");
  expect(text.endsWith("\n\nReport: .planning/jobs/.reports/milestone-v1.0.html")).toBe(true);
  expect(renderSavedReport({ type: "saved-report", path: "/elsewhere/report.html", report: empty }, view)).toContain("Report: /elsewhere/report.html");
});

it("says who runs it now, and that nothing can be undone meanwhile", () => {
  const text = renderMilestoneReport({ ...full, undo: [], job: { path: "j", status: "in-progress", check: true, runner: { pid: 7, host: "here", since: at(0) } } }, view);
  expect(text).toContain("in-progress, run now by process 7 on here");
  expect(text).toContain("While it runs it cannot be undone: stop it first.");
});

it("lets no text of a file move the cursor, colour or hide anything", () => {
  const evil = "\u001b[31mred\u0007\u202e\r\nnext";
  const hostile = JSON.parse(JSON.stringify(full), (key, value: unknown) => (typeof value === "string" && !["start", "end", "made", "type", "status", "what", "measure"].includes(key) ? `${value}${evil}` : value)) as MilestoneReport;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not be printed
  expect(renderMilestoneReport(hostile, view)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
});

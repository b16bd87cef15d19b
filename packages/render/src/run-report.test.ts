import type { RunJobReport, StepReport } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import { renderDryRun, renderRunReport } from "./run-report.js";

const view = { paint: plainPaint, pathOf: (path: string) => `.planning/${path}` };
const step = (number: number, status: StepReport["status"], command: string, more: Partial<StepReport> = {}): StepReport => ({
  step: number,
  status,
  marker: { completed: "[x]", pending: "[ ]", failed: "[!]", "in-progress": "[>]" }[status],
  command,
  runs: status !== "completed",
  ...more,
});

const steps = [
  step(1, "completed", "/dgs:execute-phase 1", { started: "2026-01-01T10:00:00.000Z", finished: "2026-01-01T10:01:03.000Z" }),
  step(2, "failed", "/dgs:audit-phase 1", { error: "2 of 9 tests failed" }),
  step(3, "in-progress", "/dgs:execute-phase 1 --gaps-only", { inserted: "phase 1 cycle 1" }),
  step(4, "pending", "/dgs:audit-milestone v2"),
];

const whole: RunJobReport = {
  type: "run",
  version: "v2",
  path: "jobs/in-progress/milestone-v2.md",
  dryRun: false,
  status: "in-progress",
  exit: "gaps",
  steps,
  ran: 2,
  cycles: { milestone: 1, phases: { "1": 2, "2": 0 } },
  humanNeeded: ["Look at the colours"],
  problems: [],
};
const report: RunJobReport = { ...whole, error: "step 2 failed", summaryPath: "jobs/in-progress/job-v2-SUMMARY.md" };

describe("a dry run", () => {
  it("shows all four markers and where a run would start", () => {
    expect(renderDryRun({ ...report, dryRun: true }, view)).toBe(`Job v2 (in-progress): 3 of 4 steps to run
  [x] /dgs:execute-phase 1  1 min 3 s
  [!] /dgs:audit-phase 1
      2 of 9 tests failed
  [>] /dgs:execute-phase 1 --gaps-only  (phase 1 cycle 1)
  [ ] /dgs:audit-milestone v2

A run would start at step 2: /dgs:audit-phase 1`);
  });

  it("says when nothing would run", () => {
    expect(renderDryRun({ ...report, steps: steps.slice(0, 1) }, view)).toContain("Nothing would run.");
  });
});

describe("the report of a run", () => {
  it("tells of a halt: where, cycles, what a person has to look at", () => {
    expect(renderRunReport(report, view)).toBe(`Job v2 halted (gaps): 1/4 steps, 2 run now
  [x] /dgs:execute-phase 1  1 min 3 s
  [!] /dgs:audit-phase 1
      2 of 9 tests failed
  [>] /dgs:execute-phase 1 --gaps-only  (phase 1 cycle 1)
  [ ] /dgs:audit-milestone v2

Gap-fix cycles used: milestone 1, phase 1 2

For a person to look at
  - Look at the colours

Summary: .planning/jobs/in-progress/job-v2-SUMMARY.md`);
  });

  it("says why where no step does", () => {
    expect(renderRunReport({ ...report, steps: steps.slice(0, 1) }, view)).toMatch(/^Job v2 halted \(gaps\): .*\nstep 2 failed\n/);
  });

  it("tells of a good end", () => {
    const done: RunJobReport = { ...whole, exit: "ok", status: "completed", steps: steps.slice(0, 1), ran: 1, humanNeeded: [], cycles: { milestone: 0, phases: {} } };
    expect(renderRunReport(done, view)).toBe(`Job v2 completed: 1/1 steps, 1 run now
  [x] /dgs:execute-phase 1  1 min 3 s`);
  });

  it("tells of a run that was stopped", () => {
    expect(renderRunReport({ ...report, exit: "cancelled" }, view)).toMatch(/^Job v2 stopped: /);
  });
});

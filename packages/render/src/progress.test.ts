import type { Problem } from "@dgs/core";
import type { PhaseProgress, ProgressReport } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import type { View } from "./view.js";
import { renderProgress } from "./progress.js";

const view: View = { paint: plainPaint, pathOf: (path) => (path === "." ? ".planning" : `.planning/${path}`) };
const none = { "in-progress": [], pending: [], completed: [] };

const phase = (number: string, name: string, status: string, done: number, total: number): PhaseProgress => ({
  number, name, status, disk: status, ticked: false, verification: "none", plans: { done, total },
});

const report = (more: Partial<ProgressReport> = {}): ProgressReport => ({
  type: "progress",
  root: "/somewhere/.planning",
  phases: [],
  totals: { phases: { done: 0, total: 0 }, plans: { done: 0, total: 0 }, percent: 0 },
  quicks: [], waiting: [], jobs: none,
  problems: [],
  ...more,
});

const problem = (more: Partial<Problem> = {}): Problem => ({
  code: "some-code", severity: "warning", message: "Something is odd.", remedy: "Look at it.", path: "ROADMAP.md", at: { line: 12, column: 3 }, ...more,
});

describe("renderProgress", () => {
  it("shows phases as a table, and jobs", () => {
    const text = renderProgress(
      report({
        project: "billing",
        milestone: { version: "v2", name: "Payments" },
        phases: [phase("1", "Foundations", "complete", 3, 3), phase("2.1", "API", "in-progress", 1, 12), phase("10", "Later", "unplanned", 0, 0)],
        totals: { phases: { done: 1, total: 3 }, plans: { done: 4, total: 15 }, percent: 27 },
        jobs: { ...none, "in-progress": [{ version: "v2", path: "jobs/in-progress/milestone-v2.md", status: "in-progress", completed: 3, total: 7, problems: [] }] },
        next: { command: "dgs run-job v2", why: "The job of v2 has 4 steps to go." },
      }),
      view,
    );
    expect(text).toBe(`v2  Payments
.planning, project billing

    1  complete      3/3  Foundations
  2.1  in-progress  1/12  API
   10  unplanned       -  Later

Phases 1 of 3, plans 4 of 15 (27 %)

Jobs
  v2  (3/7 steps)  in-progress`);
  });

  it("names what waits for a person and how it is answered", () => {
    expect(renderProgress(report({ waiting: [{ target: "03-01", phase: "3", kind: "decision" }, { target: "4", phase: "4", kind: "approval" }] }), view)).toContain("\n\nWaiting for a person\n  03-01  decision  dgs answer 03-01\n  4  approval  dgs answer 4");
  });

  it("says where nothing is there", () => {
    const text = renderProgress(report(), view);
    expect(text).toContain("No active milestone");
    expect(text).toContain("No phases yet.");
  });

  it("shows problems with place and remedy, errors first", () => {
    const text = renderProgress(report({ problems: [problem(), problem({ severity: "error", code: "bad", message: "It is broken." })] }), view);
    expect(text).toContain(`Problems (2)
  error It is broken. (bad)
    .planning/ROADMAP.md:12:3
    Look at it.
  warning Something is odd. (some-code)`);
  });

  it("counts what is found often", () => {
    const text = renderProgress(report({ problems: Array.from({ length: 9 }, () => problem()) }), view);
    expect(text.match(/Something is odd/g)).toHaveLength(5);
    expect(text).toContain("and 4 more of this kind (some-code)");
  });

  it("lets no text of a file reach the terminal as it is", () => {
    const evil = "a\u001b[31mb\u202ec\nd";
    const text = renderProgress(
      report({
        project: evil,
        milestone: { version: evil, name: evil },
        phases: [phase(evil, evil, evil, 0, 0)],
        jobs: { ...none, pending: [{ version: evil, path: evil, status: "pending", completed: 0, total: 0, problems: [] }] },
        problems: [problem({ message: evil, remedy: evil, path: evil })],
        next: { command: evil, why: evil, or: { command: evil, why: evil } },
      }),
      view,
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).not.toMatch(/^d/m);
    expect(text.match(/abc d/g)?.length).toBeGreaterThanOrEqual(10);
  });
});

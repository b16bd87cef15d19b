import type { JobEntry } from "@dgs/core";
import { expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import { renderJobList } from "./job-list.js";

const view = { paint: plainPaint, pathOf: (path: string) => path };
const job = (version: string, status: JobEntry["status"], completed: number, total: number): JobEntry => ({ version, path: `jobs/${version}.md`, status, completed, total, problems: [] });

it("groups jobs by their folder, with fractions", () => {
  const jobs = { "in-progress": [job("v2", "in-progress", 3, 7)], pending: [], completed: [job("v1", "completed", 12, 12), job("v0.9", "rolled_back", 2, 5)] };
  expect(renderJobList({ type: "jobs", jobs }, view)).toBe(`In Progress
  v2  (3/7 steps)  in-progress

Pending
  none

Completed
  v1    (12/12 steps)  completed
  v0.9  (2/5 steps)  rolled_back`);
});

it("tells what is wrong with a job file", () => {
  const broken = { ...job("v2", "pending", 0, 1), problems: [{ code: "step-unreadable", severity: "error", message: "No command.", remedy: "Write one.", path: "jobs/v2.md", at: { line: 9, column: 1 } }] } as const;
  expect(renderJobList({ type: "jobs", jobs: { "in-progress": [], pending: [broken], completed: [] } }, view)).toContain("jobs/v2.md:9:1");
});

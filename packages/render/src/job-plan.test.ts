import type { JobPlanReport } from "@dgs/runtime";
import { expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import { renderJobCreated, renderJobPreview } from "./job-plan.js";

const view = { paint: plainPaint, pathOf: (path: string) => `.planning/${path}` };
const report: JobPlanReport = {
  type: "preview",
  version: "v2",
  path: "jobs/pending/milestone-v2.md",
  check: true,
  steps: ["/dgs:execute-phase 3", "/dgs:audit-phase 3"],
  complete: ["1", "2"],
  problems: [],
};

it("shows the steps a job would have", () => {
  expect(renderJobPreview(report, view)).toBe(`Job v2: 2 steps
  [ ] /dgs:execute-phase 3
  [ ] /dgs:audit-phase 3
Complete, no step needed: phase 1, 2

It would be written to .planning/jobs/pending/milestone-v2.md`);
});

it("says that the job ends without an audit", () => {
  expect(renderJobPreview({ ...report, check: false, steps: ["/dgs:execute-phase 3"] }, view)).toMatch(/^Job v2: 1 step, without the milestone audit\n/);
});

it("says where the job was written and what runs it", () => {
  expect(renderJobCreated({ ...report, type: "created" }, view)).toBe(`Created job v2 with 2 steps: .planning/jobs/pending/milestone-v2.md`);
});

import type { MilestoneAuditReport } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { renderGapPlan, renderGapsPlanned } from "./gap-plan.js";
import { renderMilestoneAudit } from "./milestone-audit.js";

const view = { paint: (_style: string, text: string) => text, pathOf: (path: string) => `.planning/${path}` } as Parameters<typeof renderMilestoneAudit>[1];
const report: MilestoneAuditReport = { type: "milestone-audit", version: "v1", path: "v1-MILESTONE-AUDIT.md", status: "passed", exit: "ok", scores: { requirements: "1/1" }, gaps: [], humanNeeded: [], techDebt: [], tests: [{ number: 1, command: "npm test", origin: "workflow.test_command", standing: "passed", runs: 1, exit: 0, said: "exit 0" }], log: "v1-MILESTONE-AUDIT-LOG.md" };

describe("renderMilestoneAudit", () => {
  it("shows what was found, each under its title, and nothing that a text could do to a terminal", () => {
    const text = renderMilestoneAudit({ ...report, status: "gaps_found", exit: "gaps", gaps: [{ id: "A-01", kind: "requirement", phase: "2", text: "not \u001b[31mmet" }], humanNeeded: ["look"], techDebt: [{ phase: "1", items: ["a stub"] }], next: { command: "dgs plan-milestone-gaps", why: "fix" } }, view);
    expect(text).toContain("Milestone v1: Gaps Found\n\nrequirements: 1/1\n\nGaps\n  - A-01 (phase 2): not ");
    expect(text).not.toContain("\u001b");
    expect(text).toContain("For a person\n  - look\n\nTech debt\n  - phase 1: a stub\n\nReport: .planning/v1-MILESTONE-AUDIT.md\nTest log: .planning/v1-MILESTONE-AUDIT-LOG.md");
  });

  it("names each test that has not passed, with what it is and where its output stands", () => {
    const [test] = report.tests;
    const text = renderMilestoneAudit({ ...report, status: "human_needed", exit: "human-needed", tests: [...report.tests, { ...test!, number: 2, command: "node check.js", standing: "flaky", runs: 3, said: "exit 1" }] }, view);
    expect(text).toContain("Tests that have not passed\n  - node check.js: flaky (exit 1; test 2 of the log)\n");
    expect(text).not.toContain("npm test");
  });

  it("leaves out what there is none of", () => {
    expect(renderMilestoneAudit(report, view)).toBe("Milestone v1: Passed\n\nrequirements: 1/1\n\nReport: .planning/v1-MILESTONE-AUDIT.md\nTest log: .planning/v1-MILESTONE-AUDIT-LOG.md");
  });
});

describe("renderGapPlan", () => {
  it("shows each fix phase with its gaps, or those that are there already", () => {
    const phases = [{ number: "3", name: "Close audit gaps 3", priority: "must" as const, requirements: ["A-01"], gaps: [{ id: "A-01", kind: "requirement" as const, text: "not met" }] }];
    expect(renderGapPlan({ type: "gap-plan", version: "v1", made: [], phases, paths: [] }, view)).toBe("Fix phases for the gaps of v1\n\nPhase 3: Close audit gaps 3 (must; A-01)\n  - A-01: not met");
    expect(renderGapPlan({ type: "gap-plan", version: "v1", made: [{ number: "3", name: "Fix" }], phases: [], paths: [] }, view)).toBe("The gaps of v1 have their phases: 3 (Fix)");
    expect(renderGapsPlanned({ type: "gaps-planned", version: "v1", phases: [{ number: "3", name: "Fix" }], madeBefore: true }, view)).toBe("There already: phase 3 (Fix)");
  });
});

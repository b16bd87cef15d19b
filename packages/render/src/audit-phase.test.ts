import type { AuditPhaseReport } from "@dgs/runtime";
import { expect, it } from "vitest";
import { renderAuditPhase } from "./audit-phase.js";

const view = { paint: (_style: string, text: string) => text, pathOf: (path: string) => `.planning/${path}` } as Parameters<typeof renderAuditPhase>[1];
const report = {
  ...{ type: "phase-audit", phase: "1", name: "Build", version: "v1", status: "gaps_found", exit: "gaps", rerunFailed: false, path: "phases/01-build/01-AUDIT.md", tests: [], gaps: [], gate: { standing: "untouched", changes: [] }, humanNeeded: [], plans: [], files: [] },
  next: { command: "dgs audit-phase 1 --rerun-failed", why: "once the gaps are closed" },
} as unknown as AuditPhaseReport;

it("says why no plan closes the gaps, where that was tried, and lets no text do anything to a terminal", () => {
  const text = renderAuditPhase({ ...report, unplanned: "plan-fixes 1 1 1 was not accepted after 3 runs: there is no program \u001b[31mx" }, view);
  expect(text).toContain("\n\nNo plan closes the gaps\n  plan-fixes 1 1 1 was not accepted after 3 runs: there is no program ");
  expect(text).not.toContain("\u001b");
});

it("leaves out what there is none of", () => {
  expect(renderAuditPhase(report, view)).toBe("Phase 1: Build — Gaps Found");
});

import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { readGapClosure } from "../planning/gap-closure.js";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import { renderPhaseSection } from "../planning/render-phase-section.js";
import { readRequirements } from "../planning/requirements.js";
import { applyEdits } from "../text/edit.js";
import { fixPhasesOf, reopenRequirements, requirementsOf } from "./fix-phases.js";

const number = (text: string) => parsePhaseNumber(text)!;
const gap = (id: string, kind: MilestoneGap["kind"], text: string): MilestoneGap => ({ id, kind, phase: undefined, text });
const input = { version: "v1.1", audited: "2026-01-01T10:00:00Z", numbers: [number("3"), number("4")], after: [number("2")], known: ["AUTH-01", "AUTH-02"] };

describe("fixPhasesOf", () => {
  it("makes a phase of each group, each behind the one before, with what it closes", () => {
    const groups = [{ priority: "must" as const, gaps: [gap("AUTH-01", "requirement", "AUTH-01 is partial"), gap("phase-1", "integration", "phase 1 is planned")] }, { priority: "nice" as const, gaps: [gap("G-01", "flow", "it breaks")] }];
    const phases = fixPhasesOf({ ...input, groups });
    expect(phases).toMatchObject([
      { number: "03", name: "Close audit gaps 3", goal: "The 2 gaps that the audit of milestone v1.1 found are closed: AUTH-01, phase-1", requirements: ["AUTH-01"], dependsOn: ["02"], criteria: ["AUTH-01 is partial (AUTH-01)", "phase 1 is planned (phase-1)"] },
      { number: "04", requirements: [], dependsOn: ["03"] },
    ]);
    expect(phases.map((phase) => readGapClosure(renderPhaseSection(phase, { level: 3, colonInside: true })))).toEqual([{ audited: input.audited, ids: ["AUTH-01", "phase-1"] }, { audited: input.audited, ids: ["G-01"] }]);
  });
});

describe("requirementsOf", () => {
  it("takes the ids of requirement gaps, and those in their texts where the id is none", () => {
    expect(requirementsOf([gap("auth-01", "requirement", "needs AUTH-02"), gap("G-02", "flow", "AUTH-02"), gap("requirement-1", "requirement", "x")], input.known)).toEqual(["AUTH-01"]);
    expect(requirementsOf([gap("G-01", "requirement", "auth-02 is not met")], input.known)).toEqual(["AUTH-02"]);
  });
});

describe("reopenRequirements", () => {
  const text = "# R\r\n\r\n- [x] **AUTH-01**: in\r\n- [x] **AUTH-02**: out\r\n- [x] **AUTH-03**: stay\r\n\r\nmy words\r\n\r\n| Requirement | Phase | Status |\r\n|---|---|---|\r\n| AUTH-01 | Phase 1 | Complete |\r\n| AUTH-02, AUTH-03 | Phase 2 | Complete |\r\n";
  const phase = (label: string, requirements: readonly string[]) => ({ number: number(label), name: "x", goal: "", dependsOn: [], requirements, criteria: [], gapClosure: undefined });
  const reopen = (source: string, ...phases: ReturnType<typeof phase>[]): string => applyEdits(source, reopenRequirements(source, "REQUIREMENTS.md", phases));

  it("unticks, resets the row and adds the phase, and changes nothing else, also the second time", () => {
    const once = reopen(text, phase("3", ["AUTH-01"]));
    expect(reopen(once, phase("3", ["AUTH-01"]))).toBe(once);
    expect(reopen(text, phase("3", ["AUTH-01"]))).toBe(text.replace("[x] **AUTH-01**", "[ ] **AUTH-01**").replace("Phase 1 | Complete", "Phase 1, Phase 3 | Pending"));
  });

  it("edits a row of several requirements once", () => {
    expect(reopen(text, phase("3", ["AUTH-02"]), phase("4", ["AUTH-03"]))).toBe(text.replace("[x] **AUTH-02**", "[ ] **AUTH-02**").replace("[x] **AUTH-03**", "[ ] **AUTH-03**").replace("Phase 2 | Complete", "Phase 2 | Pending"));
  });

  it("leaves a row that says Blocked", () => {
    const blocked = text.replace("Phase 1 | Complete", "Phase 1 | Blocked");
    expect(reopen(blocked, phase("3", ["AUTH-01"]))).toBe(blocked);
  });

  it("does nothing for ids that are not there", () => {
    expect(reopen(text, phase("3", ["NOPE-1"]))).toBe(text);
    expect(readRequirements(reopen(text, phase("3", ["AUTH-01", "AUTH-02"])), "r").problems).toEqual([]);
  });
});

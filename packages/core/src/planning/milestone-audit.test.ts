import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseVersion } from "../ids/version.js";
import { placeOf } from "../problem.js";
import { readMilestoneAudit } from "./milestone-audit.js";
import { renderMilestoneAudit, type NewMilestoneAudit } from "./milestone-audit-render.js";

const path = "v1.1-MILESTONE-AUDIT.md";
const read = (text: string) => readMilestoneAudit(text, path);

const whole = `---
milestone: v1.1
audited: 2025-11-20T00:00:00Z
status: gaps_found
scores:
  requirements: 5/6
  flows: "1/2"
gaps:
  requirements:
    - id: "AUTH-01"
      status: unsatisfied
      phase: "05"
      claimed_by_plans: [05-01]
      evidence: "no limiter: none"
    - SEC-02 is orphaned
  integration:
    - from: login
      to: mail
      phase: 6
  flows:
    - Sign-up breaks at step 3
tech_debt:
  - phase: 05-security
    items: [TODO in a.ts]
---

# Audit
`;

describe("readMilestoneAudit", () => {
  it.each([whole, whole.replaceAll("\n", "\r\n"), `\uFEFF${whole}`])("reads status, scores and gaps of all kinds", (text) => {
    expect(read(text)).toEqual({
      ...{ path, milestone: "v1.1", audited: "2025-11-20T00:00:00Z", status: "gaps_found", scores: { requirements: "5/6", flows: "1/2" }, problems: [] },
      gaps: [
        { id: "AUTH-01", kind: "requirement", phase: "05", text: "no limiter: none" },
        { id: "SEC-02", kind: "requirement", phase: undefined, text: "SEC-02 is orphaned" },
        { id: "integration-1", kind: "integration", phase: "6", text: "from: login; to: mail" },
        { id: "flow-1", kind: "flow", phase: undefined, text: "Sign-up breaks at step 3" },
      ],
      techDebt: [{ phase: "05-security", items: ["TODO in a.ts"] }],
    });
  });

  it.each([
    ["---\nstatus: passed\n---\n", "passed", []],
    ["---\nstatus: Tech_Debt\n---\n", "tech_debt", []],
    ["---\nstatus: fine\n---\n", "unknown", [`${path}:2:8 milestone-audit-status-unknown`]],
    ["# Audit\n\nstatus: passed\n", "unknown", [`${path} milestone-audit-status-unknown`]],
    ["---\nstatus: gaps_found\ngaps: {requirements: [], flows: []}\n---\n", "gaps_found", [`${path}:2:8 milestone-audit-gaps-unread`]],
  ])("takes the status of %j from the front matter", (text, status, problems) => {
    expect([read(text).status, read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`)]).toEqual([status, problems]);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("---\n", "status: passed\n", "gaps:\n", "  flows:\n", "    - a\n", "    - {b: [c]}\n", "tech_debt: x\n", "scores: [\n", "milestone: v1\n", "\r\n");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 12 }).map((pieces) => `---\n${pieces.join("")}---\n`)), (text) => read(text).path === path));
  });
});

describe("renderMilestoneAudit", () => {
  it("writes what is read back", () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("a: b", "- x", '"', "a\nb", "|", "# x", "---", "\\|")).map((each) => each.trim()).filter((each) => each !== "");
    const kind = fc.constantFrom("requirement" as const, "integration" as const, "flow" as const);
    const row = fc.record({ subject: text, status: text, evidence: text });
    const audits = fc.record<NewMilestoneAudit>({
      ...{ milestone: fc.constant(parseVersion("v1.1")!), audited: fc.constant("2025-11-20T00:00:00Z"), status: fc.constantFrom("passed", "tech_debt"), scores: fc.dictionary(fc.constantFrom("requirements", "phases"), fc.constant("1/2")) },
      ...{ gaps: fc.array(fc.record({ id: text, kind, phase: fc.option(text, { nil: undefined }), text }), { maxLength: 4 }), techDebt: fc.array(fc.record({ phase: text, items: fc.array(text, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }) },
      ...{ phases: fc.array(row, { maxLength: 2 }), requirements: fc.array(row, { maxLength: 2 }) },
    });
    const order = ["requirement", "integration", "flow"];
    fc.assert(
      fc.property(audits, (audit) => {
        const { milestone, audited, status, scores, gaps, techDebt, problems } = read(renderMilestoneAudit(audit));
        expect(problems).toEqual([]);
        expect({ milestone, audited, status, scores, techDebt }).toEqual({ milestone: audit.milestone, audited: audit.audited, status: audit.status, scores: { ...audit.scores }, techDebt: audit.techDebt });
        expect(gaps).toEqual([...audit.gaps].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)));
      }),
      { numRuns: 300 },
    );
  });

  it("looks like this", () => {
    const gap = { id: "AUTH-01", kind: "requirement", phase: "05", text: "no limiter" } as const;
    const row = { subject: "AUTH-01", status: "unsatisfied", evidence: "a | b" };
    expect(renderMilestoneAudit({ milestone: parseVersion("v1.1")!, audited: "now", status: "gaps_found", scores: { requirements: "0/1" }, gaps: [gap], techDebt: [], phases: [], requirements: [row] })).toBe(
      '---\nmilestone: v1.1\naudited: now\nstatus: gaps_found\nscores:\n  requirements: "0/1"\ngaps:\n  requirements:\n    - id: "AUTH-01"\n      phase: "05"\n      text: "no limiter"\n  integration: []\n  flows: []\ntech_debt: []\n---\n\n# Audit of milestone v1.1\n\n| Requirement | Status | Evidence |\n|---|---|---|\n| AUTH-01 | unsatisfied | a \\| b |\n\n## Gaps\n\n- **AUTH-01** (phase 05): no limiter\n',
    );
  });
});

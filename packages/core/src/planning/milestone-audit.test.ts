import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseVersion } from "../ids/version.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { placeOf } from "../problem.js";
import { applyEdits } from "../text/edit.js";
import { readMilestoneAudit } from "./milestone-audit.js";
import { milestoneAuditEdits } from "./milestone-audit-edits.js";
import { renderMilestoneAudit, type NewMilestoneAudit } from "./milestone-audit-render.js";

const path = "v1.1-MILESTONE-AUDIT.md";
const read = (text: string) => readMilestoneAudit(text, path);

const whole = `---
milestone: v1.1
audited: 2025-11-20T00:00:00Z
status: gaps_found
heads:
  app: 0123abc
  my lib: 77
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
      ...{ path, milestone: "v1.1", audited: "2025-11-20T00:00:00Z", status: "gaps_found", heads: { app: "0123abc", "my lib": "77" }, scores: { requirements: "5/6", flows: "1/2" }, problems: [] },
      gaps: [
        { id: "AUTH-01", kind: "requirement", phase: "05", text: "no limiter: none", requirement: { verdict: "unsatisfied", claimedBy: ["05-01"], completedBy: [], verification: undefined, evidence: "no limiter: none" } },
        { id: "SEC-02", kind: "requirement", phase: undefined, text: "SEC-02 is orphaned" },
        { id: "integration-1", kind: "integration", phase: "6", text: "from: login; to: mail" },
        { id: "flow-1", kind: "flow", phase: undefined, text: "Sign-up breaks at step 3" },
      ],
      techDebt: [{ phase: "05-security", items: ["TODO in a.ts"] }],
      humanNeeded: [],
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

const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("a: b", "- x", '"', "a\nb", "|", "# x", "---", "\\|", "## Gaps", "```")).map((each) => each.trim()).filter((each) => each !== "");
const kind = fc.constantFrom("requirement" as const, "integration" as const, "flow" as const);
const row = fc.record({ subject: text, status: text, evidence: text });
const details = fc.record({ verdict: fc.constantFrom("partial", "orphaned"), claimedBy: fc.array(text, { maxLength: 2 }), completedBy: fc.array(text, { maxLength: 1 }), verification: fc.option(text, { nil: undefined }), evidence: fc.option(text, { nil: undefined }) });
const gap = fc
  .record({ id: text, kind, phase: fc.option(text, { nil: undefined }), text, priority: fc.option(fc.constantFrom("must" as const, "should" as const, "nice" as const), { nil: undefined }), requirement: fc.option(details, { nil: undefined }) })
  .map(({ priority, requirement, ...rest }) => ({ ...rest, ...(priority === undefined ? {} : { priority }), ...(requirement === undefined || rest.kind !== "requirement" ? {} : { requirement }) }));
const audits = fc.record<NewMilestoneAudit>({
  ...{ milestone: fc.constant(parseVersion("v1.1")!), audited: fc.constant("2025-11-20T00:00:00Z"), status: fc.constantFrom("passed", "tech_debt", "human_needed"), scores: fc.dictionary(fc.constantFrom("requirements", "phases"), fc.constant("1/2")) },
  ...{ gaps: fc.array(gap, { maxLength: 4 }), techDebt: fc.array(fc.record({ phase: text, items: fc.array(text, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }), humanNeeded: fc.array(text, { maxLength: 2 }) },
  ...{ phases: fc.array(row, { maxLength: 2 }), requirements: fc.array(row, { maxLength: 2 }), tests: fc.array(row, { maxLength: 2 }), testLog: text, notes: fc.oneof(fc.constant(""), text) },
  heads: fc.dictionary(text, fc.constant("0123456789012345678901234567890123456789"), { maxKeys: 2 }),
});
const order = ["requirement", "integration", "flow"];

/** Everything of an audit that its file says is read back from it. */
function expectReadBack(source: string, audit: NewMilestoneAudit): void {
  const { milestone, audited, status, heads, scores, gaps, techDebt, humanNeeded, problems } = read(source);
  expect(problems).toEqual([]);
  expect({ milestone, audited, status, heads, scores, techDebt, humanNeeded }).toEqual({ milestone: audit.milestone, audited: audit.audited, status: audit.status, heads: { ...audit.heads }, scores: { ...audit.scores }, techDebt: audit.techDebt, humanNeeded: audit.humanNeeded });
  expect(gaps).toEqual([...audit.gaps].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)));
}

describe("renderMilestoneAudit", () => {
  it("writes what is read back", () => {
    fc.assert(fc.property(audits, (audit) => { expectReadBack(renderMilestoneAudit(audit), audit); }), { numRuns: 150 });
  });

  // The sections have headings of their own since audits are written by edits: without them nobody could tell the audit's tables from a person's.
  it("looks like this", () => {
    const requirement = { verdict: "unsatisfied", claimedBy: ["05-01"], completedBy: [], verification: "gaps", evidence: "none" };
    const one = { id: "AUTH-01", kind: "requirement", phase: "05", text: "no limiter", priority: "must", requirement } as const;
    const rows = [{ subject: "AUTH-01", status: "unsatisfied", evidence: "a | b" }];
    expect(renderMilestoneAudit({ milestone: parseVersion("v1.1")!, audited: "now", status: "gaps_found", scores: { requirements: "0/1" }, gaps: [one], techDebt: [{ phase: "5", items: ["a stub"] }], humanNeeded: ["look"], phases: [], requirements: rows, tests: [{ subject: "1. `npm test`", status: "flaky", evidence: "exit 0" }], testLog: "v1.1-MILESTONE-AUDIT-LOG.md", heads: { "my app": "0123" }, notes: "# Fine\n\nmostly" })).toBe(
      '---\nmilestone: v1.1\naudited: now\nstatus: gaps_found\nheads:\n  "my app": "0123"\ntest_log: "v1.1-MILESTONE-AUDIT-LOG.md"\nscores:\n  requirements: "0/1"\ngaps:\n  requirements:\n    - id: "AUTH-01"\n      phase: "05"\n      priority: must\n      status: "unsatisfied"\n      claimed_by_plans: ["05-01"]\n      completed_by_plans: []\n      verification_status: "gaps"\n      evidence: "none"\n      text: "no limiter"\n  integration: []\n  flows: []\ntech_debt:\n  - phase: "5"\n    items: ["a stub"]\nhuman_needed:\n  - "look"\n---\n\n# Audit of milestone v1.1\n\n## Phases\n\nNone.\n\n## Requirements\n\n| Requirement | Status | Evidence |\n|---|---|---|\n| AUTH-01 | unsatisfied | a \\| b |\n\n## Tests\n\n| Test | Status | Evidence |\n|---|---|---|\n| 1. `npm test` | flaky | exit 0 |\n\n- What they printed: v1.1-MILESTONE-AUDIT-LOG.md\n\n## Gaps\n\n- **AUTH-01** (phase 05): no limiter\n\n## Needs a Person\n\n- look\n\n## Tech Debt\n\n- phase 5: a stub\n\n## Integration Check\n\n> # Fine\n>\n> mostly\n',
    );
  });
});

describe("milestoneAuditEdits", () => {
  const edit = (source: string, audit: NewMilestoneAudit): string | undefined => {
    const edits = milestoneAuditEdits(source, audit);
    return edits === undefined ? undefined : applyEdits(source, edits);
  };
  const piece = fc.constantFrom("---\n", "status: passed\n", "gaps:\n", "  flows:\n", "    - a\n", "nyquist: {overall: x}\n", "status: x\n", "# Audit\n", "## Gaps\n", "## Mine\n", "### Below\n", "- **A**: b\n", "my words\n", "| a |\n", "> q\n", "```\n", "<!--\n", "\n", "## Integration Check\n", "None.\n");
  const sources = fc.tuple(fc.constantFrom("", "\uFEFF", "---\nstatus: passed\nkept: yes\n---\n", whole), fc.array(piece, { maxLength: 14 })).map(([head, pieces]) => head + pieces.join("")).chain((source) => fc.constantFrom(source, source.replaceAll("\n", "\r\n"), source.trimEnd()));

  it("writes the same as a new file, over an audit that it wrote before", () => {
    fc.assert(fc.property(audits, audits, (before, after) => { expect(edit(renderMilestoneAudit(before), after)).toBe(renderMilestoneAudit(after)); }), { numRuns: 100 });
  });

  it("is read back equal over any file, changes nothing the second time, and keeps every line that is a person's", () => {
    fc.assert(
      fc.property(sources, audits, (source, audit) => {
        const once = edit(source, audit);
        if (once === undefined) return;
        // A front matter that no YAML reader takes is read by lines, and says so.
        if (readMilestoneAudit(once, path).problems.every(({ code }) => code !== "front-matter-broken")) expectReadBack(once, audit);
        expect(edit(once, audit)).toBe(once);
        const body = source.slice(readFrontMatter(source).range?.end ?? 0);
        for (const line of ["my words", "## Mine", "### Below", "```"]) expect(once.split(/\r?\n/).filter((each) => each === line).length).toBeGreaterThanOrEqual(body.split(/\r?\n/).filter((each) => each === line).length);
      }),
      { numRuns: 250 },
    );
  });

  it("keeps a person's sections, keys and line ends byte for byte", () => {
    const audit: NewMilestoneAudit = { milestone: parseVersion("v1.1")!, audited: "now", status: "passed", scores: {}, gaps: [], techDebt: [], humanNeeded: [], phases: [], requirements: [], tests: [], testLog: "v1.1-MILESTONE-AUDIT-LOG.md", heads: {}, notes: "" };
    const mine = "## What I think\r\n\r\n- **a list**\r\n| of | mine |\r\n\r\n### And more  \r\n\ttext";
    const before = renderMilestoneAudit({ ...audit, humanNeeded: ["look"] }).replaceAll("\n", "\r\n").replace("status: passed", "status: passed # mine\r\nnyquist: {overall: ok}").replace("## Tech Debt", `${mine}\r\n\r\n## Tech Debt`);
    const after = edit(before, audit) ?? "";
    expect(after).toContain(mine);
    expect(after).toContain("nyquist: {overall: ok}\r\n");
    expect(after.replaceAll("\r\n", "")).not.toContain("\n");
    expect(read(after)).toMatchObject({ status: "passed", humanNeeded: [] });
  });

  it("does not touch a file whose front matter is not closed", () => {
    fc.assert(fc.property(audits, (audit) => edit("---\nstatus: passed\n\n# Audit\n", audit) === undefined), { numRuns: 5 });
  });
});

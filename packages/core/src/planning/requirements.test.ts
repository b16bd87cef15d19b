import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { applyEdits } from "../text/edit.js";
import { requirementEdits, type RequirementChange } from "./requirement-edits.js";
import { readRequirements } from "./requirements.js";

const read = (text: string) => readRequirements(text, "REQUIREMENTS.md");
const edit = (text: string, ids: readonly string[], change: RequirementChange) => applyEdits(text, requirementEdits(text, ids, change).edits);

const whole = `# Requirements

\`\`\`
- [ ] **AUTH-01**: an example
\`\`\`

## v1 Requirements

### Login

- [ ] **AUTH-01**: Log in with $1 & $&
* [x] **AUTH-02:** Log out
+ [X] AUTH-03: Stay
- [ ] \`AUTH-04\` — Leave

#### SEC-01 — Limit

- Status: validated
- AUTH-01, AUTH-02 are needed

### [ ] SEC-02: Hash

## v2 Requirements

- **NOTF-01**: Mail
- AUTO-7b: Publish
- 2FA: not an id

## Traceability

| Requirement | Owner | Phase | Status | Note |
|---|---|---|---|---|
| AUTH-01 | me \\| you | Phase 1, Phase 2 | Pending | |
| auth-02 | | Phase 1 | Complete | |
| AUTH-03..04 | | Phase 2 | Pending | |
| SEC-01 | | Phase 3 | Blocked | |
| [SEC-02] | | Phase 3 | Gaps Found | |
`;

const forms = (text: string) => [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`, text.trimEnd()];

describe("readRequirements", () => {
  it.each(forms(whole))("reads every spelling", (text) => {
    const { requirements, problems } = read(text);
    expect(requirements.map(({ id, text: what, ticked, section, category, status, phases }) => [id, what, ticked, section, category, status, phases])).toEqual([
      ["AUTH-01", "Log in with $1 & $&", false, "v1 Requirements", "Login", "Pending", "Phase 1, Phase 2"],
      ["AUTH-02", "Log out", true, "v1 Requirements", "Login", "Complete", "Phase 1"],
      ["AUTH-03", "Stay", true, "v1 Requirements", "Login", "Pending", "Phase 2"],
      ["AUTH-04", "Leave", false, "v1 Requirements", "Login", "Pending", "Phase 2"],
      ["SEC-01", "Limit", undefined, "v1 Requirements", "Login", "Blocked", "Phase 3"],
      ["SEC-02", "Hash", false, "v1 Requirements", undefined, "Gaps Found", "Phase 3"],
      ["NOTF-01", "Mail", undefined, "v2 Requirements", undefined, undefined, undefined],
      ["AUTO-7b", "Publish", undefined, "v2 Requirements", undefined, undefined, undefined],
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["# Requirements\n", ["REQUIREMENTS.md requirements-missing"]],
    ["- [ ] **A-1**: x\n- [ ] **a-1**: y\n- [ ] **A-1**: z\n", ["REQUIREMENTS.md:3:1 requirement-repeated"]],
    ["- [ ] **A-1**: x\n- [ ] **A-2**: y\n\n| Requirement | Phase | Status |\n|---|---|---|\n| A-1 | 1 | Pending |\n| A-9 | 1 | Pending |\n", ["REQUIREMENTS.md:2:1 requirement-untraced", "REQUIREMENTS.md:7:1 requirement-undefined"]],
  ])("tells what is wrong with %j", (text, expected) => {
    expect(read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`)).toEqual(expected);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("- [ ] ", "**A-1**", ": x\n", "### A-2 — y\n", "| Requirement | Status |\n", "|---|---|\n", "| A-1..9 | x |\n", "\r\n", "* ", "A-1");
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => read(pieces.join("")).path === "REQUIREMENTS.md"), { numRuns: 300 });
  });
});

describe("requirementEdits", () => {
  it.each(forms(whole))("changes a box and a cell, and nothing else", (text) => {
    expect(edit(text, ["auth-01"], { ticked: true, status: "Complete" })).toBe(text.replace("- [ ] **AUTH-01**: Log", "- [x] **AUTH-01**: Log").replace("Phase 2 | Pending | |", "Phase 2 | Complete | |"));
    expect(edit(text, ["AUTH-02"], { ticked: false, status: "Pending" })).toBe(text.replace("* [x]", "* [ ]").replace("Phase 1 | Complete", "Phase 1 | Pending"));
    expect(edit(text, ["AUTH-01"], { phase: "Phase 9" })).toBe(text.replace("Phase 1, Phase 2", "Phase 9"));
    expect(edit(text, ["AUTH-02"], { ticked: true, status: "Complete" })).toBe(text);
  });

  it("completes a row of several requirements only when all are ticked", () => {
    expect(edit(whole, ["AUTH-04"], { ticked: true, status: "Complete" })).toBe(whole.replace("- [ ] `AUTH-04`", "- [x] `AUTH-04`").replace("AUTH-03..04 | | Phase 2 | Pending", "AUTH-03..04 | | Phase 2 | Complete"));
    expect(edit(whole, ["AUTH-03"], { ticked: true, status: "Complete" })).toBe(whole);
    expect(edit(whole, ["AUTH-03"], { ticked: false, status: "In Progress" })).toBe(whole.replace("+ [X]", "+ [ ]").replace("AUTH-03..04 | | Phase 2 | Pending", "AUTH-03..04 | | Phase 2 | In Progress"));
  });

  it("leaves both places of a requirement that is blocked, and says so", () => {
    expect(requirementEdits(whole, ["SEC-01", "SEC-02"], { ticked: true, status: "Complete" })).toEqual({ edits: [], unknown: [], blocked: ["SEC-01", "SEC-02"] });
    expect(edit(whole, ["SEC-02"], { status: "Pending" })).toBe(whole.replace("Gaps Found", "Pending"));
  });

  it("ticks the box of a heading", () => {
    const text = whole.replace("Gaps Found", "Pending");
    expect(edit(text, ["SEC-02"], { ticked: true })).toBe(text.replace("### [ ] SEC-02", "### [x] SEC-02"));
  });

  it("says which ids are not there, and writes nothing for them", () => {
    expect(requirementEdits(whole, ["NOPE-1", "NOTF-01"], { ticked: true, status: "Complete" })).toEqual({ edits: [], unknown: ["NOPE-1"], blocked: [] });
  });
});

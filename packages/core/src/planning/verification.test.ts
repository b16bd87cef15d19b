import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { readVerification } from "./verification.js";

const path = "05-VERIFICATION.md";
const read = (text: string) => readVerification(text, path);
const codes = (text: string) => read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`);
const front = (...lines: string[]) => `---\nphase: 05-security\n${lines.map((line) => `${line}\n`).join("")}---\n\n# Report\n\n`;

const gaps = [
  ...["status: gaps_found", "verified: 2025-11-20T10:00:00Z", "score: 3/5 must-haves verified", "verified_plans: [05-01, 5-2]", "gaps:", '  - truth: "Limited: 5/min"', "    status: failed", "    reason: no limiter"],
  ...["    artifacts:", "      - path: src/limit.ts", "        issue: stub", "      - src/b.ts", "    missing: [the counter]", "  - just a sentence"],
];

describe("readVerification", () => {
  it.each([
    ["with LF", front(...gaps)],
    ["with CRLF", front(...gaps).replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${front(...gaps)}`],
  ])("reads status, score and gaps %s", (_, text) => {
    expect(read(text)).toEqual({
      ...{ path, status: "gaps_found", statusText: "gaps_found", phaseText: "05-security", verified: "2025-11-20T10:00:00Z", score: "3/5 must-haves verified", human: [], verifiedPlans: ["05-01", "05-02"], problems: [] },
      gaps: [
        { truth: "Limited: 5/min", status: "failed", reason: "no limiter", artifacts: [{ path: "src/limit.ts", issue: "stub" }, { path: "src/b.ts", issue: undefined }], missing: ["the counter"] },
        { truth: "just a sentence", status: undefined, reason: undefined, artifacts: [], missing: [] },
      ],
    });
  });

  it.each([
    [front("status: passed"), "passed", []],
    [front("status: PASSED # at last"), "passed", []],
    [front('status: "human_needed"'), "human_needed", []],
    [front("status: verified"), "unknown", [`${path}:3:8 verification-status-unknown`]],
    [front("status: complete"), "unknown", [`${path}:3:8 verification-status-unknown`]],
    [front("status: pending"), "unknown", [`${path}:3:8 verification-status-unknown`]],
    [`${front()}**Status:** passed\nstatus: passed\n`, "unknown", [`${path} verification-status-unknown`]],
    ["status: passed\n", "unknown", [`${path} verification-status-unknown`]],
    ["", "unknown", [`${path} verification-status-unknown`]],
  ])("takes the status of %j from the front matter alone", (text, status, problems) => {
    expect([read(text).status, codes(text)]).toEqual([status, problems]);
  });

  const expected = [
    { test: "Open it", expected: "It opens", why: "Looks" },
    { test: "Close it", expected: "It closes", why: undefined },
  ];

  it.each([
    ["the front matter", front("status: human_needed", "human_verification:", "  - test: Open it", "    expected: It opens", "    why_human: Looks", "  - {test: Close it, expected: It closes}")],
    ["headings below the part", `${front("status: human_needed")}## Human Verification Required\n\n### 1. Opening\n\n**Test:** Open it\n**Expected:** It opens\n**Why human:** Looks\n\n### 2. Close it\n\n**Expected:** It closes\n\n## Gaps\n\n### 3. None\n`],
    ["headings of the part's own level", `${front("status: human_needed")}### Human Verification Required\n\n### 1. Opening\n\n**Test:** Open it\n**Expected:** It opens\n**Why human:** Looks\n\n### 2. Close it\n\n**Expected:** It closes\n\n### Gaps\n\n### 3. None\n`],
    ["a table", `${front("status: human_needed")}## Human Verification\n\n| # | Test | Expected | Why Human |\n|---|---|---|---|\n| 1 | Open it | It opens | Looks |\n| 2 | Close it | It closes | |\n`],
    ["a list", `${front("status: human_needed")}### Human Verification Required\n\n1. **Opening**\n   - **Test:** Open it\n   - **Expected:** It opens\n   - **Why human:** Looks\n\n2. **Close it**\n   - **Expected:** It closes\n`],
  ])("finds what only a person can judge in %s", (_, text) => {
    expect(read(text).human).toEqual(expected);
    expect(read(text.replaceAll("\n", "\r\n")).human).toEqual(expected);
  });

  it("finds nothing for a person where the part says so, whatever it recommends", () => {
    expect(read(`${front("status: passed")}## Human Verification Required\n\nNone - all done.\n\n### Items recommended:\n\n1. **Look**\n`).human).toEqual([]);
  });

  it("takes gaps from the table of truths where the front matter lists none", () => {
    const table = "| # | Truth | Status | Evidence |\n|---|---|---|---|\n| 1 | Holds | ✓ VERIFIED | x |\n| 2 | Is \\| missing | ✗ FAILED | no file |\n| 3 | Half | ⚠️ PARTIAL | |\n";
    expect(read(`${front("status: gaps_found")}${table}`).gaps).toEqual([
      { truth: "Is | missing", status: "failed", reason: "no file", artifacts: [], missing: [] },
      { truth: "Half", status: "partial", reason: undefined, artifacts: [], missing: [] },
    ]);
    expect(read(`${front("status: passed")}${table}`).gaps).toEqual([]);
    expect(codes(front("status: gaps_found"))).toEqual([`${path}:3:8 verification-gaps-unread`]);
  });

  it("tells of a plan that is named by no id", () => {
    expect(codes(front("status: passed", "verified_plans:", "  - 05-01", "  - all"))).toEqual([`${path}:6:5 verification-plan-unread`]);
    expect(read(front("status: passed")).verifiedPlans).toBeUndefined();
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("---\n", "status: passed\n", "gaps:\n", "  - truth: a\n", "  - [\n", "human_verification: {\n", "## Human Verification\n", "### 1. x\n", "| Truth | Status |\n", "|---|---|\n", "| a | FAILED |\n", "- x\n", "\r\n", "\uFEFF");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(""))), (text) => read(text).path === path));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlanId } from "../ids/plan-id.js";
import { placeOf } from "../problem.js";
import { checkSummary, readSummary, readSummaryLine } from "./summary.js";

const path = "phases/05-security/05-01-SUMMARY.md";
const read = (text: string) => readSummary(text, path);
const check = (text: string, expected = "05-01") => checkSummary(read(text), parsePlanId(expected)!).map((problem) => problem.code);
const front = (...lines: string[]) => `---\nphase: 05-security\nplan: 01\n${lines.map((line) => `${line}\n`).join("")}---\n\n# Phase 5 Plan 1: Limiter Summary\n\n`;

const whole = `${front("key-files:", "  created: [src/limit.ts]", "  modified:", "    - \"`src/a.ts` - wired\"", "    - src/b.ts (new)", "    - src/c.ts: wired", "requirements-completed: [SEC-01, SEC-02]", "status: Complete")}**Redis token bucket**

## Deviations from Plan

### Auto-fixed

1. Rule 1: a bug

## Accomplishments

- **A bucket** for each key
  - nested
- Wired

## Issues Encountered

none

## Self-Check: PASSED
`;

describe("readSummary", () => {
  it.each([
    ["with LF", whole],
    ["with CRLF", whole.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${whole}`],
    ["without a final line ending", whole.trimEnd()],
  ])("reads a summary %s", (_, text) => {
    expect(read(text)).toEqual({
      ...{ path, plan: "05-01", status: "complete", verdict: "valid", oneLiner: "Redis token bucket", requirementsCompleted: ["SEC-01", "SEC-02"], selfCheckFailed: false, problems: [] },
      coverage: [],
      keyFiles: { created: ["src/limit.ts"], modified: ["src/a.ts", "src/b.ts", "src/c.ts"] },
      deviations: "### Auto-fixed\n\n1. Rule 1: a bug",
      ...{ accomplishments: ["A bucket for each key", "Wired"], issues: "none" },
    });
  });

  it.each([
    [front("one-liner: In front"), "In front"],
    [`${front()}**One-liner:** In a field.\n`, "In a field."],
    [`${front()}**Accomplishments:**\n\n- a\n`, undefined],
    [`${front()}## Overview\n\nx\n\n## One-Liner\n\nIn a\nsection.\n\nMore.\n`, "In a section."],
    [`${front()}Plain text.\n`, undefined],
    ["**Without any title**\n", "Without any title"],
  ])("finds the one-liner of %j", (text, expected) => {
    expect(read(text).oneLiner).toBe(expected);
    expect(readSummaryLine(text)).toBe(expected);
  });

  it("reads keys with underscores and a plain list of files", () => {
    const summary = read(front("key_files:", "  - a.ts", "requirements_completed: SEC-01"));
    expect([summary.keyFiles, summary.requirementsCompleted]).toEqual([{ created: [], modified: ["a.ts"] }, ["SEC-01"]]);
  });

  it.each([
    ["## Self-Check: FAILED\n\n- a.ts missing\n", true],
    ["## Self-Check\n\n**Result: FAILED**\n", true],
    ["## Self-check\n\nFAILED: a.ts\n", true],
    ["## Self-Check\n\n- `npm test`: PASSED\n- first try FAILED\n", false],
    ["## Tests\n\nFAILED\n", false],
    ["```\n## Self-Check: FAILED\n```\n", false],
  ])("knows a self-check that failed: %j", (text, failed) => {
    expect(read(front() + text).selfCheckFailed).toBe(failed);
  });

  it("reads what it can where the front matter is no YAML", () => {
    const summary = read(front('one-liner: "a \\( b"', "key-files:", "  created:", "    - a.ts"));
    expect(summary.problems.map((problem) => `${placeOf(problem)} ${problem.code}`)).toEqual([`${path}:4:15 front-matter-broken`]);
    expect(summary.keyFiles.created).toEqual(["a.ts"]);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("---\n", "phase: 05\n", "key-files:\n", "  created: [\n", "# T\n", "**x**\n", "## Self-Check\n", "## Deviations\n", "\r\n", "\uFEFF", "```\n");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(""))), (text) => read(text).path === path));
  });
});

describe("checkSummary", () => {
  it("has nothing to say of a good one", () => {
    expect(check(whole)).toEqual([]);
  });

  it.each([
    ["", ["summary-empty"]],
    ["\uFEFF \r\n", ["summary-empty"]],
    ["# Done\n", ["summary-plan-missing"]],
    [front("status: halted"), ["summary-halted"]],
    [`${front()}To be filled after the run\n`, ["summary-template"]],
    [`${front()}## Self-Check: FAILED\n`, ["summary-self-check-failed"]],
    [whole.replace("plan: 01", "plan: 02"), ["summary-of-another-plan"]],
  ])("tells what is wrong with %j", (text, codes) => {
    expect(check(text)).toEqual(codes);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { applyEdits } from "../text/edit.js";
import { readUat } from "./uat.js";
import { uatEdits } from "./uat-edits.js";
import { renderUatLog } from "./uat-log.js";
import { renderUat } from "./uat-render.js";
import type { NewUatGap, NewUatTest, UatChange } from "./uat-types.js";

const path = "05-UAT.md";
const read = (text: string) => readUat(text, path);
const edit = (text: string, change: UatChange) => applyEdits(text, uatEdits(text, change));

const whole = `---
status: testing
phase: 05-security
source: [05-01-SUMMARY.md, 05-02-SUMMARY.md]
updated: 2025-11-20T00:00:00Z
---

## Current Test

number: 2
name: Second
expected: |
  sees 429
awaiting: user response

## Tests

### 1. First: it works
expected: works
result: pass

### 2. Second
expected: |
  sees 429

  and again
result: [pending]

### 3. Third
- **Expected:** a device
  that is wrapped
- **Result:** blocked
- **blocked_by:** physical-device
- **reason:** "no phone: none"

### 4. npm test
expected: exits with 0
command: \`npm test | tail\`
result: issue
exit: 1
reported: two failed
severity: major

\`\`\`
### 5. An example
result: pass
\`\`\`

## Summary

total: 4
passed: 1
issues: 1
pending: 1
skipped: 0
blocked: 1

## Gaps

\`\`\`yaml
- id: gap-1
  truth: "Tests pass: all"
  status: failed
  reason: "two failed"
  severity: major
  test: 4
  artifacts:
    - path: src/a.ts
      status: stub
  missing: [the counter]
- truth: Works
  status: failed
\`\`\`
`;

const dialects = [
  ["with LF", whole],
  ["with CRLF", whole.replaceAll("\n", "\r\n")],
  ["with a byte order mark", `\uFEFF${whole}`],
  ["without a final line ending", whole.trimEnd()],
] as const;

describe("readUat", () => {
  it.each(dialects)("reads all dialects of a test %s", (_, text) => {
    const uat = read(text);
    expect(uat).toMatchObject({ status: "testing", closed: false, phaseText: "05-security", problems: [] });
    const none = { reported: undefined, severity: undefined, reason: undefined, blockedBy: undefined, command: undefined, exit: undefined, at: undefined };
    expect(uat.tests.map((test) => ({ ...test, at: undefined }))).toEqual([
      { ...none, number: 1, name: "First: it works", expected: "works", result: "pass" },
      { ...none, number: 2, name: "Second", expected: "sees 429\nand again", result: "pending" },
      { ...none, number: 3, name: "Third", expected: "a device that is wrapped", result: "blocked", blockedBy: "physical-device", reason: "no phone: none" },
      { ...none, number: 4, name: "npm test", expected: "exits with 0", result: "issue", command: "npm test | tail", exit: 1, reported: "two failed", severity: "major" },
    ]);
    expect(uat.gaps.map((gap) => ({ ...gap, at: undefined }))).toEqual([
      { id: "gap-1", truth: "Tests pass: all", status: "failed", reason: "two failed", severity: "major", test: 4, source: undefined, gapType: undefined, rootCause: undefined, missing: ["the counter"], at: undefined },
      { id: undefined, truth: "Works", status: "failed", reason: undefined, severity: undefined, test: undefined, source: undefined, gapType: undefined, rootCause: undefined, missing: [], at: undefined },
    ]);
  });

  it.each(["passed", "complete", "resolved", "Complete"])("takes a file that is %s for closed", (status) => {
    expect(read(`---\nstatus: ${status}\n---\n`).closed).toBe(true);
  });

  it("takes all_pass for closed, and testing, diagnosed and gaps_found not", () => {
    expect(["result: all_pass", "status: testing", "status: diagnosed", "status: gaps_found"].map((line) => read(`---\n${line}\n---\n`).closed)).toEqual([true, false, false, false]);
  });

  it.each([
    ["---\nstatus: testing\n---\n", [`${path} uat-tests-missing`]],
    ["## Tests\n\n### 1. A\nresult: maybe\n", [`${path}:4:9 uat-result-unknown`]],
    ["## Tests\n\n### 1. A\nresult: pass\n\n### 1. B\nresult: pass\n", [`${path}:6:1 uat-test-repeated`]],
    ["## Gaps\n\n- id: a\n  truth: x\n- id: a\n  truth: y\n", [`${path}:3:1 uat-gap-repeated`]],
    ["## Gaps\n\n- truth: x\n\n  status: failed\n\n[none]\n", []],
  ])("tells what is wrong with %j", (text, expected) => {
    expect(read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`)).toEqual(expected);
  });

  it("reads gaps alone, also as sentences, and none as none", () => {
    expect(read("## Gaps\n\n* The door is open\n* truth: The gate\n").gaps.map(({ truth }) => truth)).toEqual(["The door is open", "The gate"]);
    expect(read("## Gaps\n\n- [none]\n").gaps).toEqual([]);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("## Tests\n", "### 1. x\n", "expected: |\n", "  - id: a\n", "result: [", "- **Result:**", "## Gaps\n", "- truth: ", "```\n", "\n", "\r\n", "---\n", "status: x\n", "  ");
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => read(pieces.join("")).path === path), { numRuns: 300 });
  });
});

describe("uatEdits", () => {
  it.each(dialects)("changes exactly what is meant, %s", (_, text) => {
    const ending = text.includes("\r\n") ? "\r\n" : "\n";
    expect(edit(text, { status: "gaps_found", updated: "2025-12-01T00:00:00Z" })).toBe(text.replace("testing", "gaps_found").replace("2025-11-20T", "2025-12-01T"));
    expect(edit(text, { tests: [{ number: 2, result: "pass" }] })).toBe(text.replace("[pending]", "pass").replace("passed: 1", "passed: 2").replace("pending: 1", "pending: 0"));
    expect(edit(text, { tests: [{ number: 4, result: "pass", exit: 0, reported: null, severity: null }] })).toBe(
      text.replace(["result: issue", "exit: 1", "reported: two failed", "severity: major"].join(ending), ["result: pass", "exit: 0"].join(ending)).replace("passed: 1", "passed: 2").replace("issues: 1", "issues: 0"),
    );
    expect(edit(text, { tests: [{ number: 1, result: "issue", exit: 3, reported: "$1 & $&" }] })).toBe(
      text.replace("result: pass", () => ["result: issue", "exit: 3", "reported: $1 & $&"].join(ending)).replace("passed: 1", "passed: 0").replace("issues: 1", "issues: 2"),
    );
    expect(edit(text, { tests: [{ number: 3, reason: "found one" }] })).toBe(text.replace('"no phone: none"', "found one"));
    expect(edit(text, { gaps: [{ id: "gap-1", status: "resolved" }] })).toBe(text.replace("status: failed", "status: resolved"));
    expect(edit(text, { gaps: [{ id: "gap-1", rootCause: "a: b" }] })).toBe(text.replace("missing: [the counter]", `missing: [the counter]${ending}  root_cause: "a: b"`));
    expect(edit(text, { tests: [{ number: 9, result: "pass" }], gaps: [{ id: "x", status: "resolved" }] })).toBe(text);
  });

  it.each(dialects)("adds tests behind the last and gaps behind the last, %s", (_, text) => {
    const ending = text.includes("\r\n") ? "\r\n" : "\n";
    const added = edit(text, {
      newTests: [{ name: "npm run lint", expected: "exits with 0", command: "npm run lint", result: "issue", exit: 2 }],
      newGaps: [{ id: "gap-2", truth: "Lint: clean", status: "failed", test: 5 }],
    });
    const test = ["", "### 5. npm run lint", "expected: exits with 0", "command: `npm run lint`", "result: issue", "exit: 2", ""].join(ending);
    const gap = ["- id: gap-2", '  truth: "Lint: clean"', "  status: failed", "  test: 5", ""].join(ending);
    const fence = `result: pass${ending}\`\`\`${ending}`;
    expect(added).toBe(
      text.replace(fence, `${fence}${test}`).replace("total: 4", "total: 5").replace("issues: 1", "issues: 2").replace(`- truth: Works${ending}  status: failed${ending}`, (old) => `${old}${gap}`),
    );
    expect(read(added).tests).toHaveLength(5);
  });

  it("adds parts that are not there", () => {
    const bare = "---\nstatus: testing\n---\n\n### 1. A\nresult: pass";
    const added = edit(bare, { newTests: [{ name: "B", expected: "b", result: "pending" }], newGaps: [{ id: "g", truth: "t", status: "failed" }] });
    expect(added).toBe(`${bare}\n\n## Tests\n\n### 2. B\nexpected: b\nresult: [pending]\n\n## Gaps\n\n- id: g\n  truth: "t"\n  status: failed`);
    expect(edit("## Gaps\n\n[none]\n", { newGaps: [{ id: "g", truth: "t", status: "failed" }] })).toBe('## Gaps\n\n- id: g\n  truth: "t"\n  status: failed\n');
  });

  it("writes into an empty line without taking the next one", () => {
    expect(edit("### 1. A\nexpected: x\nresult:\n\n### 2. B\nresult: pass\n", { tests: [{ number: 1, result: "pass" }] })).toBe("### 1. A\nexpected: x\nresult: pass\n\n### 2. B\nresult: pass\n");
    expect(edit("### 1. A\n\n### 2. B\nresult: pass\n", { tests: [{ number: 1, result: "pass" }] })).toBe("### 1. A\nresult: pass\n\n### 2. B\nresult: pass\n");
  });

  it("is read back as it was meant, and leaves other tests alone", () => {
    const text = fc.string({ minLength: 1 }).filter((each) => each.trim() !== "");
    const change = fc.record({ number: fc.integer({ min: 1, max: 5 }), result: fc.constantFrom("pass" as const, "issue" as const, "skipped" as const), exit: fc.option(fc.nat(255)), reported: fc.option(text), severity: fc.option(fc.constantFrom("major", "minor")) });
    fc.assert(
      fc.property(fc.constantFrom(...dialects.map(([, each]) => each)), change, (source, wanted) => {
        const [before, after] = [read(source), read(edit(source, { tests: [wanted] }))];
        expect(after.problems).toEqual([]);
        for (const [index, test] of after.tests.entries()) {
          const old = before.tests[index]!;
          if (test.number !== wanted.number) expect({ ...test, at: old.at }).toEqual(old);
          else expect(test).toMatchObject({ result: wanted.result, exit: wanted.exit ?? undefined, reported: wanted.reported ?? undefined, severity: wanted.severity ?? undefined, expected: old.expected });
        }
        expect(after.gaps.map(({ truth, status }) => [truth, status])).toEqual(before.gaps.map(({ truth, status }) => [truth, status]));
      }),
      { numRuns: 300 },
    );
  });
});

describe("renderUat", () => {
  it("writes what is read back", () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("a: b", "- x", "`a`", "# x", "[x]", '"', "a\nb", "| a |", "---", "### 1. x", "<!-- x", "$1 & $&", "x ``y`` z", "\u2028")).filter((each) => each.trim() !== "");
    const name = fc.stringMatching(/^[A-Za-z][\w ().,:'-]{0,20}[A-Za-z]$/).filter((each) => !/\s\s|\t|\n/.test(each));
    const tests = fc.array(fc.record<NewUatTest>({ name, expected: text, result: fc.constantFrom("pass", "issue", "pending", "skipped", "blocked"), command: text, exit: fc.nat(255), reported: text, reason: text }, { requiredKeys: ["name", "expected", "result"] }), { maxLength: 4 });
    const gaps = fc.array(fc.record<NewUatGap>({ id: fc.stringMatching(/^gap-[0-9]{1,6}$/), truth: name, status: fc.constantFrom("failed", "resolved"), reason: name, test: fc.nat(9), missing: fc.array(name, { minLength: 1, maxLength: 2 }) }, { requiredKeys: ["id", "truth", "status"] }), { maxLength: 3 });
    fc.assert(
      fc.property(tests, gaps, (someTests, someGaps) => {
        const uat = read(renderUat({ phase: "05-security", status: "gaps_found", source: ["05-01-SUMMARY.md"], started: "2025-11-20T00:00:00Z", updated: "2025-11-20T00:00:00Z", tests: someTests, gaps: someGaps }));
        expect(uat).toMatchObject({ status: "gaps_found", phaseText: "05-security" });
        expect(uat.tests).toEqual(someTests.map((test, index) => ({ number: index + 1, severity: undefined, blockedBy: undefined, command: undefined, exit: undefined, reported: undefined, reason: undefined, ...test, at: uat.tests[index]?.at })));
        expect(uat.gaps).toMatchObject(someGaps);
      }),
      { numRuns: 300 },
    );
  });

  it("looks like this", () => {
    const tests: NewUatTest[] = [{ name: "npm test", expected: "exits with 0", command: "npm test", result: "pass", exit: 0 }];
    expect(renderUat({ phase: "05", status: "passed", source: ["05-VALIDATION.md"], started: "a", updated: "b", tests, gaps: [] })).toBe(
      '---\nstatus: passed\nphase: "05"\nsource: ["05-VALIDATION.md"]\nstarted: a\nupdated: b\n---\n\n## Tests\n\n### 1. npm test\nexpected: exits with 0\ncommand: `npm test`\nresult: pass\nexit: 0\n\n## Summary\n\ntotal: 1\npassed: 1\nissues: 0\npending: 0\nskipped: 0\nblocked: 0\n\n## Gaps\n\n[none]\n',
    );
  });
});

describe("renderUatLog", () => {
  it("keeps output in a fence that it cannot close, without what a terminal would obey", () => {
    const log = renderUatLog("phase 05", [
      { test: 1, command: "npm test", exit: 1, started: "2025-11-20T00:00:00Z", durationMs: 1234, output: "\u001b[31mbad\u001b[0m\r\n```\n````\nx\u0007\n" },
      { test: 2, command: "sleep", exit: undefined, started: "2025-11-20T00:00:01Z", durationMs: 120000, output: "", note: "timed out\nafter 120 s" },
    ]);
    expect(log).toBe(
      "# Test log of phase 05\n\n## Test 1\n\n```sh\nnpm test\n```\n\n- **Exit:** 1\n- **Started:** 2025-11-20T00:00:00Z\n- **Duration:** 1.2 s\n\n`````text\nbad\n```\n````\nx\uFFFD\n`````\n\n## Test 2\n\n```sh\nsleep\n```\n\n- **Exit:** none\n- **Started:** 2025-11-20T00:00:01Z\n- **Duration:** 120.0 s\n- **Note:** timed out after 120 s\n\nNo output.\n",
    );
  });
});

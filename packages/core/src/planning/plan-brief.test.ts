import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { readPlanBrief } from "./plan-brief.js";

const read = (text: string) => readPlanBrief(text, "05-01-PLAN.md");
const front = (...lines: string[]) => `---\n${lines.join("\n")}\n---\n\n# Plan\n`;
const codes = (text: string) => read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`);

describe("readPlanBrief", () => {
  const plain = front("phase: 05-security", "plan: 01", "wave: 2", 'depends_on: ["05-01"]', "files_modified: [src/a.ts, src/b.ts]", "autonomous: false");
  const expected = { wave: 2, filesModified: ["src/a.ts", "src/b.ts"], autonomous: false, gapClosure: false, superseded: false, problems: [] };

  it.each([
    ["as templates write it", plain],
    ["with a byte order mark", `\uFEFF${plain}`],
    ["with CRLF", plain.replaceAll("\n", "\r\n")],
    ["with lists at column 0", front("wave: 2", "depends_on:", "- 05-01", "files_modified:", "- src/a.ts", "- src/b.ts", "autonomous: false")],
    ["with a list in brackets over several lines", front("wave: 2", "depends_on: [", '  "05-01"', "]", "files_modified: [src/a.ts,", "  src/b.ts]", "autonomous: false")],
    ["with comments", front("wave: 2 # second", 'depends_on: ["05-01"] # limiter', "files_modified: # two", "  - src/a.ts # one", "  - src/b.ts", "autonomous: false # asks")],
    ["with a text where a list is due", front("wave: 2", "depends_on: 05-01", "files-modified: src/a.ts, src/b.ts", "autonomous: no")],
  ])("reads a plan %s", (_, text) => {
    const brief = read(text);
    expect(brief).toMatchObject(expected);
    expect(brief.dependsOn.map((each) => each.text)).toEqual(["05-01"]);
  });

  it("says where a dependency is written, counting a byte order mark and CRLF", () => {
    expect(read(front("wave: 1", "depends_on:", "  - 05-01", "  - 05-02").replaceAll("\n", "\r\n")).dependsOn.map((each) => each.at)).toEqual([
      { line: 4, column: 5 },
      { line: 5, column: 5 },
    ]);
  });

  it.each([
    ["wave: 0", 0],
    ["wave: -1", -1],
    ['wave: "3"', 3],
    ["wave: 2.5", 2],
    ["wave: two", undefined],
    ["wave:", undefined],
    ["type: execute", undefined],
  ])("reads %s", (line, wave) => {
    expect(read(front(line)).wave).toBe(wave);
  });

  it.each([
    ["autonomous: true", true, []],
    ["autonomous: True # x", true, []],
    ['autonomous: "false"', false, []],
    ["autonomous: No", false, []],
    ["autonomous: maybe", false, ["05-01-PLAN.md:2:12 plan-flag-unread"]],
    ["type: execute", true, []],
  ])("takes %s for %s", (line, autonomous, problems) => {
    expect([read(front(line)).autonomous, codes(front(line))]).toEqual([autonomous, problems]);
  });

  it("knows a gap-closure plan and one that was given up", () => {
    expect(read(front("gap_closure: true", "status: Superseded"))).toMatchObject({ gapClosure: true, superseded: true });
  });

  it("keeps nothing modified apart from nothing said", () => {
    expect([read(front("files_modified: []")).filesModified, read(front("files_modified:")).filesModified, read(front("wave: 1")).filesModified]).toEqual([[], undefined, undefined]);
  });

  it("keeps a glob with a comma in braces whole", () => {
    expect(read(front("files_modified: src/{a,b}.ts, docs/")).filesModified).toEqual(["src/{a,b}.ts", "docs/"]);
  });

  it.each([
    ["# Plan\n", ["05-01-PLAN.md front-matter-missing"]],
    ["---\nwave: 1\n\n# Plan\n", ["05-01-PLAN.md:1:1 front-matter-unclosed"]],
    [front("wave: 1", "wave: 2"), ["05-01-PLAN.md:2:1 front-matter-duplicate-key"]],
    [front("wave: two"), ["05-01-PLAN.md:2:6 plan-wave-unread"]],
    [front("depends_on:", "  - plan: 01"), ["05-01-PLAN.md:2:1 front-matter-value-unread"]],
    [front("just words"), ["05-01-PLAN.md:2:1 front-matter-line-unread"]],
  ])("tells what it cannot read in %j", (text, expected_) => {
    expect(codes(text)).toEqual(expected_);
  });

  it("answers for any text", () => {
    const line = fc.constantFrom("---", "wave: 1", "wave: [", "depends_on:", "- a", "  - b: c", "files_modified: {", "autonomous: |", "  x", "#", "\uFEFF", "'", '"', "]", "\r");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(line, { maxLength: 12 }).map((lines) => ["---", ...lines].join("\n"))), (text) => read(text).problems.length >= 0));
  });
});

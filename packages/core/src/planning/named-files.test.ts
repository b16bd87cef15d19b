import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { leadsOut, outsideFileProblem, plainFileName } from "./named-files.js";
import { readPlan } from "./plan.js";

describe("leadsOut", () => {
  it.each(["../x", "..", "src/../../x", "./../x", "..\\x", "/etc/hosts", "/", "~/x", "~", "~ada/x", "C:\\x", "c:/x", '"../x"', "`../x`", "../x (new)", "../**"])("says yes to %j", (text) => {
    expect(leadsOut(text)).toBe(true);
  });

  it.each(["src/x.ts", "src/../x.ts", "./x", ".", "..x", "a..b/x", "src/x~", "~$x.docx", "`src/x.ts`", "src/a.ts (new, see ../b)", "", "lib/{a,b}.ts"])("says no to %j", (text) => {
    expect(leadsOut(text)).toBe(false);
  });
});

it("plainFileName takes quotes and remarks off", () => {
  expect(["`src\\x.ts` (new)", "'a b.md'", "x (1).txt"].map(plainFileName)).toEqual(["src/x.ts", "a b.md", "x (1).txt"]);
});

const text = `---
phase: 01-a
plan: 01
files_modified:
  - src/in.ts
  - ../out.ts
  - /etc/hosts
---

<objective>
A.
</objective>

<tasks>
<task type="auto">
  <name>One</name>
  <files>src/in.ts, ~/.profile, ../out.ts</files>
  <action>Do.</action>
  <verify>true</verify>
</task>
</tasks>
`;

describe("the files that a plan names", () => {
  it("stand with the place where each is named first", () => {
    expect(readPlan(text, "01-01-PLAN.md").namedFiles).toEqual([
      { text: "src/in.ts", at: { line: 5, column: 5 } },
      { text: "../out.ts", at: { line: 6, column: 5 } },
      { text: "/etc/hosts", at: { line: 7, column: 5 } },
      { text: "~/.profile", at: { line: 15, column: 1 } },
    ]);
  });

  it("are a warning each, with its place, where they lie outside of the repository", () => {
    const problems = readPlan(text, "01-01-PLAN.md").problems.filter(({ code }) => code === "plan-file-outside");
    expect(problems.map((problem) => [problem.severity, placeOf(problem), problem.message])).toEqual([
      ["warning", "01-01-PLAN.md:6:5", 'The plan names "../out.ts", which lies outside of the repository: it may change nothing there.'],
      ["warning", "01-01-PLAN.md:7:5", 'The plan names "/etc/hosts", which lies outside of the repository: it may change nothing there.'],
      ["warning", "01-01-PLAN.md:15:1", 'The plan names "~/.profile", which lies outside of the repository: it may change nothing there.'],
    ]);
  });

  it("are told of a link with where it leads", () => {
    expect(outsideFileProblem("p.md", { text: "link/x", at: { line: 1, column: 2 } }, "/tmp/y/x").message).toContain('leads out of the repository by a symbolic link, to "/tmp/y/x"');
  });
});

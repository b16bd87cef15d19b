import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { readPlan } from "../planning/plan.js";
import { readUat } from "../planning/uat.js";
import { readValidation } from "../planning/validation.js";
import { type DeclaredTests, testsToRun } from "./tests-to-run.js";

const validation = readValidation("| Property | Value |\n| --- | --- |\n| Quick run | `npm test -- a.test.js` |\n| Full suite | `npm test` |\n\n| Task ID | Automated Command |\n| --- | --- |\n| 03-01-01 | `npm test -- b.test.js` |\n| 03-01-02 | `npm test -- --bail a.test.js` |\n", "03-VALIDATION.md");
const plan = readPlan("---\nphase: 03-auth\nplan: 01\n---\n<tasks>\n<task type=\"auto\">\n<name>a</name>\n<verify><automated>node check.js</automated></verify>\n</task>\n<task type=\"auto\">\n<name>b</name>\n<verify><automated>npm test</automated></verify>\n</task>\n</tasks>\n", "phases/03-auth/03-01-PLAN.md");
const none: DeclaredTests = { phases: [], configured: undefined, uat: undefined, rerunFailed: false, exists: () => true };

describe("the test commands of an audit", () => {
  it("are each there once, the full suite first, and what it covers says so", () => {
    expect(testsToRun({ ...none, phases: [{ validation, plans: [plan] }], configured: "make check", exists: (path) => path === "a.test.js" })).toEqual([
      { number: 1, command: "npm test", origin: "the full suite of VALIDATION.md" },
      { number: 2, command: "make check", origin: "workflow.test_command" },
      { number: 3, command: "npm test -- a.test.js", origin: "the quick run of VALIDATION.md", coveredBy: 1 },
      // Its file is not there: only running it shows that.
      { number: 4, command: "npm test -- b.test.js", origin: "VALIDATION.md, task 03-01-01" },
      { number: 5, command: "npm test -- --bail a.test.js", origin: "VALIDATION.md, task 03-01-02" },
      { number: 6, command: "node check.js", origin: "plan 03-01, task 1" },
    ]);
  });

  it.each([
    ["node a.js", "node"],
    ["npm test -- $(touch x)", "npm test"],
    ["npm test a;rm b", "npm test"],
    ["npm test2 a", "npm test"],
    ["vitest run", "vitest run a"],
    ["sh a.sh", "sh"],
  ])("%j is not covered by %j", (narrow, wide) => {
    expect(testsToRun({ ...none, configured: wide, phases: [{ validation: { ...validation, fullSuite: undefined, tasks: [], quickRun: narrow }, plans: [] }] }).every((test) => test.coveredBy === undefined)).toBe(true);
  });

  const uat = readUat("---\nstatus: gaps_found\n---\n## Tests\n\n### 1. Sign in\nexpected: works\nresult: pass\n\n### 2. suite\nexpected: exit 0\nresult: pass\ncommand: npm test\n\n### 5. gone\nexpected: exit 0\nresult: issue\ncommand: node gone.js\n", "03-UAT.md");

  it("keep the numbers of the UAT file, and those that failed are run although nobody declares them", () => {
    expect(testsToRun({ ...none, configured: "npm test", phases: [{ validation: undefined, plans: [plan] }], uat })).toEqual([
      { number: 2, command: "npm test", origin: "workflow.test_command" },
      { number: 6, command: "node check.js", origin: "plan 03-01, task 1" },
      { number: 5, command: "node gone.js", origin: "an earlier audit" },
    ]);
  });

  it("of a rerun are those that did not pass, and what is new", () => {
    expect(testsToRun({ ...none, configured: "npm test", phases: [{ validation: undefined, plans: [plan] }], uat, rerunFailed: true }).filter((test) => test.passedBefore !== true).map(({ command }) => command)).toEqual(["node check.js", "node gone.js"]);
  });

  it("of a milestone are those of its phases, each told with the first that declares it, the suites of all of them first", () => {
    const [one, two] = [parsePhaseNumber("1")!, parsePhaseNumber("2")!];
    const later = readValidation("| Property | Value |\n| --- | --- |\n| Full suite | `make all` |\n| Quick run | `npm test` |\n", "02-VALIDATION.md");
    expect(testsToRun({ ...none, phases: [{ number: one, validation, plans: [plan] }, { number: two, validation: later, plans: [plan] }] })).toEqual([
      { number: 1, command: "npm test", origin: "the full suite of VALIDATION.md of phase 1", phase: one },
      { number: 2, command: "make all", origin: "the full suite of VALIDATION.md of phase 2", phase: two },
      { number: 3, command: "npm test -- a.test.js", origin: "the quick run of VALIDATION.md of phase 1", phase: one, coveredBy: 1 },
      { number: 4, command: "npm test -- b.test.js", origin: "VALIDATION.md of phase 1, task 03-01-01", phase: one, coveredBy: 1 },
      { number: 5, command: "npm test -- --bail a.test.js", origin: "VALIDATION.md of phase 1, task 03-01-02", phase: one },
      { number: 6, command: "node check.js", origin: "plan 03-01, task 1", phase: one },
    ]);
  });

  it("are none where none is declared", () => {
    expect(testsToRun(none)).toEqual([]);
  });
});

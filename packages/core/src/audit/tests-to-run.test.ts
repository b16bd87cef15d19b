import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parsePlanId } from "../ids/plan-id.js";
import { readPlan } from "../planning/plan.js";
import { readUat } from "../planning/uat.js";
import { readValidation } from "../planning/validation.js";
import { type DeclaredTests, testsToRun } from "./tests-to-run.js";

const validation = readValidation("| Property | Value |\n| --- | --- |\n| Quick run | `npm test -- a.test.js` |\n| Full suite | `npm test` |\n\n| Task ID | Automated Command |\n| --- | --- |\n| 03-01-01 | `npm test -- b.test.js` |\n| 03-01-02 | `npm test -- --bail a.test.js` |\n", "03-VALIDATION.md");
const plan = readPlan("---\nphase: 03-auth\nplan: 01\n---\n<tasks>\n<task type=\"auto\">\n<name>a</name>\n<verify><automated>node check.js</automated></verify>\n</task>\n<task type=\"auto\">\n<name>b</name>\n<verify><automated>npm test</automated></verify>\n</task>\n</tasks>\n", "phases/03-auth/03-01-PLAN.md");
const none: DeclaredTests = { phases: [], configured: undefined, uat: undefined, rerunFailed: false, repos: ["app"], exists: () => true };

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

  const planIn = (number: string, ...repos: readonly string[]) => ({ ...plan, id: parsePlanId(`03-${number}`), repos, tasks: plan.tasks.map((task) => ({ ...task, automated: task.number === 1 ? ["npm test"] : [] })) });
  const two = { ...none, repos: ["api", "web"] };

  it("run in the repos of their plans, the suites in the first that any of them names, and the same command in two repos is two tests", () => {
    expect(testsToRun({ ...two, configured: "npm test", phases: [{ validation: undefined, plans: [planIn("01", "web")] }] })).toEqual([{ number: 1, command: "npm test", repo: "web", origin: "workflow.test_command" }]);
    expect(testsToRun({ ...two, configured: "make check", phases: [{ validation: undefined, plans: [planIn("01", "web"), planIn("02"), planIn("03", "api", "web")] }] }).map(({ command, repo }) => [command, repo])).toEqual([["make check", "api"], ["npm test", "web"], ["npm test", "api"]]);
    const mapped = { ...validation, fullSuite: "npm run all", quickRun: undefined, tasks: validation.tasks.slice(0, 1).map((task) => ({ ...task, plan: parsePlanId("03-01") })) };
    expect(testsToRun({ ...two, phases: [{ validation: mapped, plans: [planIn("01", "web"), planIn("02", "api")] }] }).map(({ command, repo }) => [command, repo])).toEqual([["npm run all", "api"], ["npm test -- b.test.js", "web"], ["npm test", "web"], ["npm test", "api"]]);
    // A plan that names no registered repo, and none at all.
    expect(testsToRun({ ...two, configured: "make", phases: [{ validation: undefined, plans: [planIn("01", "old")] }] }).map(({ repo }) => repo)).toEqual(["api", "api"]);
  });

  it("cover each other only in one repo, where the file is", () => {
    const asked: (string | undefined)[] = [];
    const plans = [planIn("01", "api"), { ...planIn("02", "web"), tasks: plan.tasks.slice(0, 1).map((task) => ({ ...task, automated: ["npm test -- a.test.js"] })) }];
    expect(testsToRun({ ...two, phases: [{ validation: undefined, plans }], exists: (_, repo) => { asked.push(repo); return true; } }).every(({ coveredBy }) => coveredBy === undefined)).toBe(true);
    expect(testsToRun({ ...two, phases: [{ validation: undefined, plans: [...plans, planIn("03", "web")] }], configured: "npm test", exists: (_, repo) => { asked.push(repo); return true; } }).filter(({ coveredBy }) => coveredBy !== undefined)).toEqual([]);
    expect(testsToRun({ ...two, phases: [{ validation: undefined, plans: [plans[1]!] }], configured: "npm test", exists: (_, repo) => { asked.push(repo); return true; } })).toMatchObject([{ repo: "web" }, { repo: "web", coveredBy: 1 }]);
    expect(asked).toEqual(["web"]);
  });

  it("are found again in the UAT file by command and repo, and what vanished runs where it ran", () => {
    const known = readUat("---\nstatus: gaps_found\n---\n## Tests\n\n### 3. Test command npm test in web\nexpected: exit 0\nresult: issue\ncommand: npm test\n\n### 4. Test command npm test in api\nexpected: exit 0\nresult: pass\ncommand: npm test\n\n### 5. Test command gone in web\nexpected: exit 0\nresult: issue\ncommand: gone\n", "03-UAT.md");
    expect(testsToRun({ ...two, uat: known, rerunFailed: true, phases: [{ validation: undefined, plans: [planIn("01", "api"), planIn("02", "web")] }] })).toEqual([
      { number: 4, command: "npm test", repo: "api", origin: "plan 03-01, task 1", passedBefore: true },
      { number: 3, command: "npm test", repo: "web", origin: "plan 03-02, task 1" },
      { number: 5, command: "gone", repo: "web", origin: "an earlier audit" },
    ]);
    // Written when the product had one repo: by the command alone.
    expect(testsToRun({ ...two, uat, phases: [{ validation: undefined, plans: [planIn("01", "web")] }] }).map(({ number, command, repo }) => [number, command, repo])).toEqual([[2, "npm test", "web"], [5, "node gone.js", "web"]]);
  });

  it("are none where none is declared", () => {
    expect(testsToRun(none)).toEqual([]);
  });
});

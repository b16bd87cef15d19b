import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { resolveDependencies } from "../planning/dependencies.js";
import { readValidation } from "../planning/validation.js";
import { assignWaves } from "../planning/waves.js";
import { placeOf } from "../problem.js";
import { readPlanSet } from "../results/plan-set.js";
import { checkPlans } from "./check-plans.js";
import { correctWaves } from "./correct-waves.js";
import type { PlanFacts, PlansToCheck } from "./types.js";
import { watchFlagOf } from "./watch-flag.js";

const phase = parsePhaseNumber("2")!;
const facts: PlanFacts = {
  requirements: ["OUT-01"],
  closesGaps: false,
  wantsValidation: true,
  earlier: [],
  isThere: (path) => ["src/old.ts", "package.json", "scripts/check.sh", ".planning/PROJECT.md", "src"].includes(path),
  programsOf: (command) => [command.split(" ")[0]!],
  isProgram: (program) => ["npm", "node", "test"].includes(program),
  mayRun: (command) => command !== "npm run forbidden",
};

interface PlanOf {
  readonly head?: Readonly<Record<string, string | undefined>>;
  readonly tasks?: readonly string[];
  readonly context?: string;
}

const task = (more = "", command = "npm test", files = "src/new.ts"): string => `<task type="auto">\n  <name>Task: it</name>\n  <files>${files}</files>\n${more}  <action>Write it.</action>\n  <verify><automated>${command}</automated></verify>\n  <done>it is there</done>\n</task>\n`;

function planText(number: string, { head = {}, tasks = [task(), task()], context = "" }: PlanOf = {}): string {
  const keys = { phase: "02-ship", plan: number, type: "execute", wave: "1", depends_on: "[]", files_modified: `[src/${number}.ts]`, autonomous: "true", requirements: "[OUT-01]", ...head };
  return `---\n${Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`])).join("\n")}\n---\n\n<objective>\nShip ${number}.\n</objective>\n\n${context}<tasks>\n\n${tasks.join("\n")}\n</tasks>\n`;
}

const VALIDATION = "# Validation\n\n| Property | Value |\n|---|---|\n| Full suite command | `npm test` |\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | OUT-01 | `npm test` | pending |\n";

function read(plans: Readonly<Record<string, string>>, validation: string | undefined = VALIDATION): PlansToCheck & { readonly problems: readonly { readonly code: string; readonly severity: string }[] } {
  const files = Object.entries(plans).map(([number, text]) => ({ path: `02-${number}-PLAN.md`, text }));
  return { phase, ...readPlanSet([...files, ...(validation === "" ? [] : [{ path: "02-VALIDATION.md", text: validation }])], phase) };
}

const check = (plans: Readonly<Record<string, string>>, more: Partial<PlanFacts> = {}, validation?: string): string[] => checkPlans(read(plans, validation), { ...facts, ...more }).map((problem) => `${placeOf(problem)} ${problem.code}`);

describe("checkPlans", () => {
  it("says nothing of plans that are as they should be", () => {
    expect(read({ "01": planText("01") }).problems).toEqual([]);
    expect(check({ "01": planText("01"), "02": planText("02", { head: { depends_on: "[02-01]" } }) })).toEqual([]);
  });

  it("wants at most three tasks; one is no fault that code could tell", () => {
    expect(check({ "01": planText("01", { tasks: [task()] }), "02": planText("02") })).toEqual([]);
    expect(check({ "01": planText("01", { tasks: [task(), task(), task(), task()] }) })).toEqual(["02-01-PLAN.md plan-task-count"]);
  });

  it("a plan of a hundred thousand characters is none", () => {
    expect(check({ "01": `${planText("01")}${"x".repeat(100_000)}` })).toEqual(["02-01-PLAN.md plan-too-long"]);
  });

  it("autonomous: false stands where there is a checkpoint, and only there", () => {
    const stop = '<task type="checkpoint:human-verify">\n  <what-built>it</what-built>\n  <how-to-verify>look</how-to-verify>\n</task>\n';
    expect(check({ "01": planText("01", { head: { autonomous: "false" } }) })).toEqual(["02-01-PLAN.md plan-checkpoint-missing"]);
    expect(check({ "01": planText("01", { head: { autonomous: "false" }, tasks: [task(), stop] }) })).toEqual([]);
    expect(read({ "01": planText("01", { tasks: [task(), stop] }) }).problems).toMatchObject([{ code: "plan-checkpoint-unexpected", severity: "error" }]);
  });

  it("wants files_modified", () => {
    expect(check({ "01": planText("01", { head: { files_modified: undefined } }) })).toEqual(["02-01-PLAN.md plan-files-missing"]);
  });

  it.each([
    ["vite build", ["plan-command-unknown"]],
    ["./scripts/check.sh", []],
    ["./scripts/new.sh", ["plan-command-unknown"]],
    ["./src/new.ts", []],
    ["npm run forbidden", ["plan-command-not-allowed"]],
    ["npm test -- --watch", ["plan-command-watches"]],
  ])("the command %s: %j", (command, codes) => {
    expect(check({ "01": planText("01", { tasks: [task("", command), task()] }) }).map((told) => told.split(" ")[1])).toEqual(codes);
  });

  it("holds requirements against those of the phase", () => {
    expect(check({ "01": planText("01", { head: { requirements: "[OUT-02, out-01]" } }) })).toEqual(["02-01-PLAN.md:9:1 plan-requirement-unknown"]);
    expect(check({ "01": planText("01", { head: { requirements: "[]" } }) })).toEqual(["02-01-PLAN.md plan-requirement-uncovered"]);
    expect(check({ "01": planText("01", { head: { requirements: "[]" } }) }, { closesGaps: true })).toEqual([]);
  });

  it("what a plan takes for granted is there, or is made before", () => {
    const reads = (path: string): string => planText("01", { tasks: [task(`  <read_first>${path}</read_first>\n`), task()] });
    expect(check({ "01": reads("src/old.ts, `package.json` (the scripts), src, src/**/*.ts, https://a.example/x") })).toEqual([]);
    expect(check({ "01": reads("src/gone.ts") })).toEqual(["02-01-PLAN.md:18:1 plan-file-missing"]);
    expect(check({ "01": reads("/etc/passwd") })).toEqual(["02-01-PLAN.md:18:1 plan-file-outside"]);
    expect(check({ "01": planText("01", { tasks: [task("", "npm test", "src/gone.ts (modify)"), task()] }) })).toEqual(["02-01-PLAN.md:18:1 plan-file-missing"]);
    // An earlier task makes it; a later one does not.
    expect(check({ "01": planText("01", { tasks: [task(), task("  <read_first>src/new.ts</read_first>\n")] }) })).toEqual([]);
    expect(check({ "01": planText("01", { tasks: [task("  <read_first>src/later.ts</read_first>\n"), task("", "npm test", "src/later.ts")] }) })).toEqual(["02-01-PLAN.md:18:1 plan-file-missing"]);
  });

  it("context and modified files count as well; a plan that this one depends on makes its files and its summary", () => {
    const context = "<context>\n@.planning/PROJECT.md\n@src/01.ts\n@.planning/phases/02-ship/02-01-SUMMARY.md\n</context>\n\n";
    const second = (depends: string): string => planText("02", { head: { depends_on: depends }, context });
    expect(check({ "01": planText("01"), "02": second("[02-01]") })).toEqual([]);
    expect(check({ "01": planText("01"), "02": second("[]") })).toEqual(["02-02-PLAN.md:18:1 plan-file-missing", "02-02-PLAN.md:19:1 plan-file-missing"]);
    const action = (text: string): string => planText("01", { tasks: [task().replace("Write it.", text), task()] });
    expect(check({ "01": action("Modify `src/gone.ts` so that it works.") })).toEqual(["02-01-PLAN.md:18:1 plan-file-missing"]);
    expect(check({ "01": action("Create src/gone.ts. Then extend `src/gone.ts`.") })).toEqual([]);
    expect(check({ "01": action("Update `src/old.ts`.") })).toEqual([]);
  });

  it("VALIDATION.md covers the requirements and names what is there", () => {
    expect(check({ "01": planText("01") }, {}, "")).toEqual(["02-VALIDATION.md validation-missing"]);
    expect(check({ "01": planText("01") }, { wantsValidation: false }, "")).toEqual([]);
    expect(check({ "01": planText("01") }, { requirements: [] }, "")).toEqual(["02-01-PLAN.md:9:1 plan-requirement-unknown"]);
    expect(check({ "01": planText("01") }, {}, VALIDATION.replace("OUT-01", "OUT-07"))).toEqual(["02-VALIDATION.md validation-requirement-uncovered"]);
    expect(check({ "01": planText("01") }, {}, VALIDATION.replace("02-01-01 | 01", "02-01-05 | 01"))).toEqual(["02-VALIDATION.md:9:1 validation-task-unknown"]);
    expect(check({ "01": planText("01") }, {}, VALIDATION.replace("02-01-01 | 01", "02-04-01 | 04"))).toEqual(["02-VALIDATION.md:9:1 validation-task-unknown"]);
    expect(check({ "01": planText("01") }, {}, VALIDATION.replace("OUT-01 | `npm test`", "OUT-01 | `nonsuch`"))).toEqual(["02-VALIDATION.md:9:1 plan-command-unknown"]);
  });
});

describe("correctWaves", () => {
  it("touches only the number of the wave, and the map of the validation", () => {
    const second = planText("02", { head: { depends_on: "[02-01]", wave: "7 # behind all" } });
    const set = read({ "01": planText("01"), "02": second }, VALIDATION.replace("| pending |\n", "| pending |\n| 02-02-02 | 02 | 7 | - | `npm test` | pending |\n"));
    const corrected = correctWaves(set);
    expect(corrected.corrections).toEqual([{ plan: "02-02", from: 7, to: 2 }]);
    expect(corrected.plans.map(({ text }) => text)).toEqual([planText("01"), second.replace("wave: 7 #", "wave: 2 #")]);
    expect(corrected.validation?.text).toBe(set.validation?.text.replace("| 02 | 7 |", "| 02 | 2 |"));
  });

  it("parts plans that change the same file, and knows the wave of a scaffold", () => {
    const wavesOf = (...heads: readonly Readonly<Record<string, string>>[]): readonly (number | undefined)[] =>
      correctWaves(read(Object.fromEntries(heads.map((head, index) => [`0${String(index + 1)}`, planText(`0${String(index + 1)}`, { head })])))).plans.map(({ plan }) => plan.wave);
    expect(wavesOf({ files_modified: "[src]" }, { files_modified: "[src/a.ts]" }, { files_modified: "[docs/a.md]" })).toEqual([1, 2, 1]);
    expect(wavesOf({ wave: "0" }, { depends_on: "[01]" }, { wave: "9" })).toEqual([0, 1, 0]);
    expect(wavesOf({ depends_on: "[03]" }, {}, { wave: "x" })).toEqual([2, 1, 1]);
  });

  it("plans that pass are read back without a problem, and have nothing left to correct", () => {
    const plan = fc.record({ wave: fc.constantFrom("1", "2", "0", "x", "'3'", "1 # c", "-4"), files: fc.subarray(["src/a.ts", "src/b.ts", "docs"], { minLength: 1 }), needs: fc.subarray([0, 1, 2, 3]), crlf: fc.boolean() });
    fc.assert(
      fc.property(fc.array(plan, { minLength: 1, maxLength: 5 }), (plans) => {
        const texts = Object.fromEntries(plans.map(({ wave, files, needs, crlf }, index) => {
          const depends = needs.filter((need) => need < index).map((need) => `02-0${String(need + 1)}`);
          const text = planText(`0${String(index + 1)}`, { head: { wave, files_modified: `[${files.join(", ")}]`, depends_on: `[${depends.join(", ")}]` } });
          return [`0${String(index + 1)}`, crlf ? text.replaceAll("\n", "\r\n") : text];
        }));
        const set = read(texts);
        expect(set.problems.filter(({ severity }) => severity === "error")).toEqual([]);
        const once = correctWaves(set);
        const files = once.plans.map(({ id, text }) => ({ path: `${id}-PLAN.md`, text }));
        const back = readPlanSet([...files, once.validation!], phase);
        expect(back.problems).toEqual([]);
        const inPhase = back.plans.map(({ id, plan: own }) => ({ ...own, id }));
        const { within, problems } = resolveDependencies(inPhase, { phase, isDone: () => true });
        expect([...problems, ...assignWaves(inPhase, within).problems, ...readValidation(once.validation!.text, "v").problems]).toEqual([]);
        expect(correctWaves(back)).toMatchObject({ corrections: [], plans: once.plans.map(({ text }) => ({ text })), validation: once.validation! });
        for (const [index, { text }] of once.plans.entries()) expect(text.replace(/^wave:.*$/m, "")).toBe(Object.values(texts)[index]!.replace(/^wave:.*$/m, ""));
      }),
      { numRuns: 300 },
    );
  });
});

describe("watchFlagOf", () => {
  it.each([
    ["vitest --watch", "--watch"], ["jest --watchAll", "--watchAll"], ["npx vitest watch", "watch"], ["tsc -p . -w", "-w"], ["npm run dev", "dev"], ["npm start", "start"], ["nodemon x.js", "nodemon"],
    ["npm ci && npm run test:watch", "test:watch"], ["npx --yes tsc-watch", "tsc-watch"],
  ])("%s", (command, flag) => { expect(watchFlagOf(command)).toBe(flag); });

  it.each(["npm test -w packages/a", "jest --watch=false", "vitest run", "node --test", "npm run build", "grep -w watch src/a.ts", "test -s watch"])("%s ends", (command) => { expect(watchFlagOf(command)).toBeUndefined(); });
});

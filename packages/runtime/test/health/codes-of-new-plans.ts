import { checkPlans, parsePhaseNumber, type PlanFacts, type Problem, readPlanSet } from "@dgs/core";
import type { AnswerPair } from "./codes-of-answers.js";
import { SOUND } from "./sound-product.js";

const NAME = "02-01-PLAN.md";
const PLAN = (SOUND["phases/02-page/02-01-PLAN.md"] ?? "").replace("autonomous: true", "autonomous: true\nrequirements: [PAGE-01]");
const VALIDATION = "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | PAGE-01 | `npm test` | pending |\n";

const FACTS: PlanFacts = {
  ...{ requirements: ["PAGE-01"], closesGaps: false, wantsValidation: true, earlier: [] },
  isThere: (path) => path === "src/press.ts",
  programsOf: (command) => command.split(" ").slice(0, 1),
  isProgram: (program) => program === "npm",
  mayRun: (command) => command !== "npm run deploy",
};

/** What a planner is told of one plan and its validation, both sound but for one replaced part each. */
function told(from: string, to: string, [validationFrom, validationTo]: readonly [string, string] = ["", ""]): readonly Problem[] {
  const phase = parsePhaseNumber("2");
  if (phase === undefined || !PLAN.includes(from) || !VALIDATION.includes(validationFrom)) throw new Error(`the sound plan has no ${JSON.stringify(from)}`);
  const validation = VALIDATION.replace(validationFrom, validationTo);
  const files = [{ path: NAME, text: PLAN.replace(from, () => to) }, ...(validation === "" ? [] : [{ path: "02-VALIDATION.md", text: validation }])];
  return checkPlans({ phase, ...readPlanSet(files, phase) }, FACTS);
}

const validated = (from: string, to: string): readonly Problem[] => told("", "", [from, to]);
const TASK = PLAN.slice(PLAN.indexOf("<task "), PLAN.indexOf("</tasks>"));
const CHECKPOINT = '<task type="checkpoint:human-verify">\n  <what-built>Margins</what-built>\n</task>\n';

/** Codes that tell a planner what is wrong with its plans, which a person's own plan may well do. */
export const NEW_PLAN_CODES: readonly AnswerPair[] = [
  ["plan-task-count", told(TASK, TASK.repeat(4)), told(TASK, TASK.repeat(3))],
  ["plan-too-long", told("Write it.", "x".repeat(100_001)), told("Write it.", "x".repeat(50_000))],
  ["plan-checkpoint-missing", told("autonomous: true", "autonomous: false"), told(PLAN, PLAN.replace("autonomous: true", "autonomous: false").replace("</tasks>", `${CHECKPOINT}</tasks>`))],
  ["plan-files-missing", told("files_modified: [src/margins.ts]\n", ""), told("files_modified: [src/margins.ts]", "files_modified:\n- src/margins.ts")],
  ["plan-command-unknown", told("npm test", "vite build"), told("npm test", "npm run vite")],
  ["plan-command-watches", told("npm test", "npm test -- --watch"), told("npm test", "npm test -- watch.test.ts")],
  ["plan-command-not-allowed", told("npm test", "npm run deploy"), told("npm test", "npm run deployed")],
  ["plan-requirement-unknown", told("[PAGE-01]", "[PAGE-01, INK-01]"), told("[PAGE-01]", "[page-01]")],
  ["plan-requirement-uncovered", told("[PAGE-01]", "[]"), told("[PAGE-01]", '["PAGE-01"]')],
  ["plan-file-missing", told("  <action>", "  <read_first>src/ink.ts</read_first>\n  <action>"), told("  <action>", "  <read_first>src/press.ts</read_first>\n  <action>")],
  ["validation-missing", validated(VALIDATION, ""), validated("", "")],
  ["validation-task-unknown", validated("02-01-01 | 01", "02-01-05 | 01"), validated("02-01-01 | 01", "02-01-01 | 02-01")],
  ["validation-requirement-uncovered", validated("PAGE-01", "PAGE-07"), validated("PAGE-01", "INK-01, PAGE-01")],
];

import type { PlanId } from "../ids/plan-id.js";
import { pathProblem, quote } from "../planning/problems.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import { readValidation, type Validation, type ValidationTask } from "../planning/validation.js";
import type { Problem } from "../problem.js";
import { checkCommand } from "./check-commands.js";
import { plainPath } from "./made-before.js";
import type { PlanFacts, PlansToCheck } from "./types.js";

/** Tells what VALIDATION.md lacks: a command for each requirement that can be started, and tasks that are there. (formats.md 12) */
export function checkValidation(plans: PlansToCheck, facts: PlanFacts): readonly Problem[] {
  const { phase, validation } = plans;
  const name = `${phase}-VALIDATION.md`;
  const wanted = facts.wantsValidation && !facts.closesGaps ? facts.requirements : [];
  if (validation === undefined) return wanted.length === 0 || plans.plans.length === 0 ? [] : [pathProblem(name, "validation-missing", `There is no ${name}: nothing says how the requirements ${wanted.join(", ")} are tested.`, "Write it, with a row and a command for each of them.")];
  const read = readValidation(validation.text, validation.path);
  return [...commandProblems(read, plans, facts), ...read.tasks.flatMap((task) => taskProblems(task, read.path, plans, facts)), ...coverageProblems(read, wanted)];
}

function commandProblems(read: Validation, { plans }: PlansToCheck, facts: PlanFacts): readonly Problem[] {
  const made = new Set(plans.flatMap(({ plan }) => plan.namedFiles.map(({ text }) => plainPath(text))));
  const suites = [read.quickRun, read.fullSuite].flatMap((command) => (command === undefined ? [] : [{ command, at: { line: 1, column: 1 } }]));
  const rows = read.tasks.flatMap(({ command, at }) => (command === undefined ? [] : [{ command, at }]));
  return [...suites, ...rows].flatMap(({ command, at }) => checkCommand({ command, path: read.path, at, repos: [], made }, facts));
}

function taskProblems({ task, plan, at }: ValidationTask, path: string, { plans }: PlansToCheck, { earlier }: PlanFacts): readonly Problem[] {
  const counts = new Map<PlanId, number>([...earlier.map(({ id, tasks }) => [id, tasks.length] as const), ...plans.map(({ id, plan: own }) => [id, own.tasks.length] as const)]);
  const count = plan === undefined ? undefined : counts.get(plan);
  const number = Number(/-(\d{1,4})[A-Za-z]?$/.exec(task)?.[1] ?? "0");
  if (count !== undefined && number >= 1 && number <= count) return [];
  const why = count === undefined ? "there is no such plan" : `the plan has ${String(count)} task${count === 1 ? "" : "s"}`;
  return [{ ...pathProblem(path, "validation-task-unknown", `The row ${quote(task)} is of no task: ${why}.`, "Write the id of the task like 05-01-02: phase, plan, and the number of the task in the plan."), at }];
}

function coverageProblems({ path, tasks }: Validation, wanted: readonly string[]): readonly Problem[] {
  const covered = new Set(tasks.filter(({ command }) => command !== undefined).flatMap(({ requirement }) => requirementsIn(requirement ?? "").map((id) => id.toUpperCase())));
  return wanted.filter((id) => !covered.has(id.toUpperCase())).map((id) => pathProblem(path, "validation-requirement-uncovered", `No row with a command is for the requirement ${id}.`, "Add one to the map: task, plan, requirement and command."));
}

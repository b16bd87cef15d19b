import { pathProblem, quote } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import type { Position } from "../text/lines.js";
import { isMade, madeBefore, plainPath } from "./made-before.js";
import type { PlanFacts, PlannedPlan, PlansToCheck } from "./types.js";
import { watchFlagOf } from "./watch-flag.js";

/** A test command and where it stands. */
export interface CommandToCheck {
  readonly command: string;
  readonly path: string;
  readonly at: Position;
  /** The repos in one of which it runs; none: any. */
  readonly repos: readonly string[];
  /** Paths that are there by the time that it runs. */
  readonly made: ReadonlySet<string>;
}

/** Tells which test commands of a plan cannot be started, may not run, or do not end. */
export function checkCommands({ id, plan }: PlannedPlan, plans: PlansToCheck, facts: PlanFacts): readonly Problem[] {
  const made = new Set([...madeBefore(id, plans, facts), ...plan.namedFiles.map(({ text }) => plainPath(text))]);
  return plan.tasks.flatMap(({ automated, at }) => automated.flatMap((command) => checkCommand({ command, path: plan.path, at, repos: plan.repos, made }, facts)));
}

/** Tells what keeps one command from being started, from being let run, or from ending by itself. */
export function checkCommand({ command, path, at, repos, made }: CommandToCheck, { programsOf, isProgram, isThere, mayRun }: PlanFacts): readonly Problem[] {
  const watch = watchFlagOf(command);
  const isInRepo = (program: string): boolean => program.includes("/") && !program.startsWith("/");
  const missing = programsOf(command).filter((program) => (isInRepo(program) ? !isThere(plainPath(program), repos) && !isMade(program, made) : !isProgram(program, repos)));
  return [
    ...(watch === undefined ? [] : [{ ...pathProblem(path, "plan-command-watches", `The command ${quote(command)} does not end by itself, because of ${quote(watch)}.`, "Write one that runs once and ends."), at }]),
    ...missing.map((program) => ({ ...pathProblem(path, "plan-command-unknown", `The command ${quote(command)} cannot be started: there is no program ${quote(program)}.`, "Use a program that is installed, one of node_modules/.bin by npx, or a path that is in the repository or made before."), at })),
    ...(mayRun(command) ? [] : [{ ...pathProblem(path, "plan-command-not-allowed", `The command ${quote(command)} is not in the list tests.allow of the configuration.`, "Use a command of the list."), at }]),
  ];
}

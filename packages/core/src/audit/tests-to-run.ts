import type { Plan } from "../planning/plan-types.js";
import type { Uat } from "../planning/uat-types.js";
import type { Validation } from "../planning/validation.js";
import type { TestToRun } from "./types.js";

/** Where the test commands of a phase are declared. */
export interface DeclaredTests {
  readonly validation: Validation | undefined;
  /** `workflow.test_command` of the configuration. */
  readonly configured: string | undefined;
  readonly plans: readonly Plan[];
  /** What earlier audits found; its numbers stay. */
  readonly uat: Uat | undefined;
  /** Only what did not pass, as far as an earlier audit knows it, and what is new. */
  readonly rerunFailed: boolean;
  /** Whether a path of the tree is there: a command is covered only where the files that it names exist. */
  readonly exists: (path: string) => boolean;
}

interface Declared {
  readonly command: string;
  readonly origin: string;
}

/**
 * The test commands that an audit runs, each once, the full suite first, with their numbers in the UAT file. What failed before is run although nobody
 * declares it any more: a command that vanished must not count as mended. (Seed 000, "How It Works", stage 2; "Rerunning Failed Items")
 */
export function testsToRun({ validation, configured, plans, uat, rerunFailed, exists }: DeclaredTests): readonly TestToRun[] {
  const known = (uat?.tests ?? []).flatMap(({ command, number, result }) => (command === undefined ? [] : [{ command, number, result }]));
  const vanished = known.filter(({ result }) => result !== "pass").map(({ command }): Declared => ({ command, origin: "an earlier audit" }));
  const all = onlyOnce([...declaredOf(validation, configured, plans), ...vanished]);
  let last = (uat?.tests ?? []).reduce((most, { number }) => Math.max(most, number), 0);
  const numbered = all.map((each): TestToRun => {
    const before = known.find(({ command }) => command === each.command);
    return { number: before?.number ?? ++last, ...each, ...(rerunFailed && before?.result === "pass" ? { passedBefore: true as const } : {}) };
  });
  return numbered.map((test, index) => {
    const cover = test.passedBefore === true ? undefined : numbered.slice(0, index).find((each) => each.passedBefore !== true && isCovered(test.command, each.command, exists));
    return cover === undefined ? test : { ...test, coveredBy: cover.number };
  });
}

function declaredOf(validation: Validation | undefined, configured: string | undefined, plans: readonly Plan[]): readonly Declared[] {
  const of = (command: string | undefined, origin: string): Declared[] => (command === undefined || command.trim() === "" ? [] : [{ command, origin }]);
  return [
    ...of(validation?.fullSuite, "the full suite of VALIDATION.md"),
    ...of(configured, "workflow.test_command"),
    ...of(validation?.quickRun, "the quick run of VALIDATION.md"),
    ...(validation?.tasks ?? []).flatMap(({ command, task }) => of(command, `VALIDATION.md, task ${task}`)),
    ...plans.flatMap((plan) => plan.tasks.flatMap(({ automated, number }) => automated.flatMap((command) => of(command, `plan ${plan.id ?? ""}, task ${String(number)}`)))),
  ];
}

function onlyOnce(all: readonly Declared[]): readonly Declared[] {
  const seen = new Set<string>();
  return all.filter(({ command }) => !seen.has(command) && seen.add(command));
}

/** Runners that run everything where they are given no path, and only what a path names where they are. */
const RUNNERS = /^(?:(?:npx|pnpm exec|yarn) )?(?:vitest run|jest|mocha|node --test|pytest|python3? -m pytest|phpunit|vendor\/bin\/phpunit|(?:bundle exec )?rspec|(?:npm|pnpm|yarn)(?: run)? test)$/;

/** Whether a command runs only tests that a wider one runs, too: the same words, and then paths that exist. (Seed 000, "How It Works", stage 2) */
function isCovered(command: string, wide: string, exists: (path: string) => boolean): boolean {
  if (!RUNNERS.test(wide.trim()) || !command.startsWith(`${wide.trim()} `)) return false;
  const words = command.slice(wide.trim().length).trim().split(/\s+/).filter((word) => word !== "--");
  // Options and what a shell would take for more may change what is run: such a command is not covered.
  return words.length > 0 && words.every((word) => /^[\w./@-]+$/.test(word) && !word.startsWith("-") && exists(word));
}

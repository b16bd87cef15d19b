import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Plan } from "../planning/plan-types.js";
import type { Uat } from "../planning/uat-types.js";
import type { Validation } from "../planning/validation.js";
import type { TestToRun } from "./types.js";

/** What one phase declares. */
export interface DeclaringPhase {
  /** Absent where the tests are those of this phase alone. */
  readonly number?: PhaseNumber;
  readonly validation: Validation | undefined;
  readonly plans: readonly Plan[];
}

/** Where the test commands of a phase, or of all phases of a milestone, are declared. */
export interface DeclaredTests {
  readonly phases: readonly DeclaringPhase[];
  /** `workflow.test_command` of the configuration. */
  readonly configured: string | undefined;
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
  readonly phase?: PhaseNumber;
}

/**
 * The test commands that an audit runs, of one phase or of a milestone, each once, the full suite first, with their numbers in the UAT file. What failed before is run although nobody
 * declares it any more: a command that vanished must not count as mended. (Seed 000, "How It Works", stage 2; "Rerunning Failed Items")
 */
export function testsToRun({ phases, configured, uat, rerunFailed, exists }: DeclaredTests): readonly TestToRun[] {
  const known = (uat?.tests ?? []).flatMap(({ command, number, result }) => (command === undefined ? [] : [{ command, number, result }]));
  const vanished = known.filter(({ result }) => result !== "pass").map(({ command }): Declared => ({ command, origin: "an earlier audit" }));
  const all = onlyOnce([...declaredOf(phases, configured), ...vanished]);
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

/** The suites of all phases first: what one of them covers need not be run for another. */
function declaredOf(phases: readonly DeclaringPhase[], configured: string | undefined): readonly Declared[] {
  const of = (command: string | undefined, origin: string, phase?: PhaseNumber): Declared[] => (command === undefined || command.trim() === "" ? [] : [{ command, origin, ...(phase === undefined ? {} : { phase }) }]);
  const file = (phase: PhaseNumber | undefined): string => (phase === undefined ? "VALIDATION.md" : `VALIDATION.md of phase ${formatPhaseNumber(phase)}`);
  return [
    ...phases.flatMap(({ number, validation }) => of(validation?.fullSuite, `the full suite of ${file(number)}`, number)),
    ...of(configured, "workflow.test_command"),
    ...phases.flatMap(({ number, validation }) => of(validation?.quickRun, `the quick run of ${file(number)}`, number)),
    ...phases.flatMap(({ number, validation }) => (validation?.tasks ?? []).flatMap(({ command, task }) => of(command, `${file(number)}, task ${task}`, number))),
    ...phases.flatMap(({ number, plans }) => plans.flatMap((plan) => plan.tasks.flatMap((task) => task.automated.flatMap((command) => of(command, `plan ${plan.id ?? ""}, task ${String(task.number)}`, number))))),
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

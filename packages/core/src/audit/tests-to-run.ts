import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Plan } from "../planning/plan-types.js";
import type { Uat } from "../planning/uat-types.js";
import type { Validation } from "../planning/validation.js";
import type { TestToRun } from "./types.js";
import { isSameTest, repoOfTest } from "./uat-test-name.js";

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
  /** The names of the repos that there are trees of, in the order of `REPOS.md`; of one, or none, nothing is told of repos. */
  readonly repos: readonly string[];
  /** Whether a path of the tree of a repo (absent: the only one) is there: a command is covered only where the files that it names exist. */
  readonly exists: (path: string, repo: string | undefined) => boolean;
}

interface Declared {
  readonly command: string;
  readonly repo?: string;
  readonly origin: string;
  readonly phase?: PhaseNumber;
}

/**
 * The test commands that an audit runs, of one phase or of a milestone, each once, the full suite first, with their numbers in the UAT file. What failed before is run although nobody
 * declares it any more: a command that vanished must not count as mended. Of several repos a command of a plan, or of a task of it, runs in the first
 * that the plan names, as when the plan was carried out; every other one in the first that any plan of the phase names. (Seed 000, "How It Works", stage 2; "Rerunning Failed Items")
 */
export function testsToRun(declared: DeclaredTests): readonly TestToRun[] {
  const { phases, uat, rerunFailed, exists, repos } = declared;
  const known = (uat?.tests ?? []).flatMap((test) => (test.command === undefined ? [] : [{ ...test, command: test.command }]));
  const all = onlyOnce(declaredOf(declared));
  const vanished = known.filter((test) => test.result !== "pass" && !all.some((each) => isSameTest(test, { command: each.command, repo: each.repo })));
  all.push(...onlyOnce(vanished.map((test): Declared => ({ command: test.command, ...inRepoOf(repoOfTest(test, repos) ?? suiteRepo(plansOf(phases), repos)), origin: "an earlier audit" }))));
  let last = (uat?.tests ?? []).reduce((most, { number }) => Math.max(most, number), 0);
  const numbered = all.map((each): TestToRun => {
    const before = known.find((test) => isSameTest(test, { command: each.command, repo: each.repo }));
    return { number: before?.number ?? ++last, ...each, ...(rerunFailed && before?.result === "pass" ? { passedBefore: true as const } : {}) };
  });
  return numbered.map((test, index) => {
    const cover = test.passedBefore === true ? undefined : numbered.slice(0, index).find((each) => each.passedBefore !== true && each.repo === test.repo && isCovered(test.command, each.command, (path) => exists(path, test.repo)));
    return cover === undefined ? test : { ...test, coveredBy: cover.number };
  });
}

/** The suites of all phases first: what one of them covers need not be run for another. */
function declaredOf({ phases, configured, repos }: DeclaredTests): readonly Declared[] {
  const of = (command: string | undefined, origin: string, phase: PhaseNumber | undefined, repo: string | undefined): Declared[] => (command === undefined || command.trim() === "" ? [] : [{ command, ...inRepoOf(repo), origin, ...(phase === undefined ? {} : { phase }) }]);
  const file = (phase: PhaseNumber | undefined): string => (phase === undefined ? "VALIDATION.md" : `VALIDATION.md of phase ${formatPhaseNumber(phase)}`);
  const repoOf = (plan: Plan | undefined, plans: readonly Plan[]): string | undefined => suiteRepo(plan === undefined ? plans : [plan], repos);
  return [
    ...phases.flatMap(({ number, validation, plans }) => of(validation?.fullSuite, `the full suite of ${file(number)}`, number, repoOf(undefined, plans))),
    ...of(configured, "workflow.test_command", undefined, repoOf(undefined, plansOf(phases))),
    ...phases.flatMap(({ number, validation, plans }) => of(validation?.quickRun, `the quick run of ${file(number)}`, number, repoOf(undefined, plans))),
    ...phases.flatMap(({ number, validation, plans }) => (validation?.tasks ?? []).flatMap(({ command, task, plan }) => of(command, `${file(number)}, task ${task}`, number, repoOf(plans.find(({ id }) => id !== undefined && id === plan), plans)))),
    ...phases.flatMap(({ number, plans }) => plans.flatMap((plan) => plan.tasks.flatMap((task) => task.automated.flatMap((command) => of(command, `plan ${plan.id ?? ""}, task ${String(task.number)}`, number, repoOf(plan, plans)))))),
  ];
}

function plansOf(phases: readonly DeclaringPhase[]): readonly Plan[] {
  return phases.flatMap(({ plans }) => plans);
}

/** The first registered repo that any of some plans works in; a plan that names none works in all of them. */
function suiteRepo(plans: readonly Plan[], repos: readonly string[]): string | undefined {
  return repos.length < 2 ? undefined : (repos.find((repo) => plans.some(({ repos: named }) => named.length === 0 || named.includes(repo))) ?? repos[0]);
}

function inRepoOf(repo: string | undefined): { readonly repo?: string } {
  return repo === undefined ? {} : { repo };
}

function onlyOnce(all: readonly Declared[]): Declared[] {
  const seen = new Set<string>();
  return all.filter(({ command, repo }) => {
    const key = JSON.stringify([command, repo]);
    return !seen.has(key) && seen.add(key);
  });
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

import { failingNow, namesInWords, redRunsOf } from "./failures.js";
import type { Audit } from "./types.js";
import type { TestOutcome } from "./verdict.js";

/** How a test command came out on the commit that the phase started from. */
export interface SeenOnBase {
  readonly outcome: TestOutcome;
  readonly exit?: number;
  readonly said: string;
  /** The names of all tests that failed there; absent where not all have one. */
  readonly failing?: readonly string[];
  /** How many failures runners counted there; absent where none did. */
  readonly failures?: number;
}

/** What follows for a command that fails now. */
export interface ComparedWithBase {
  /** Nothing fails now that did not fail there. */
  readonly already: boolean;
  readonly said: string;
  /** Names of tests that fail now and did not fail there. */
  readonly fresh?: readonly string[];
  /** Names of tests that fail now and failed there, too. */
  readonly old?: readonly string[];
}

/**
 * Whether a command failed on the base as it fails now. Only a suite can have: a command of a plan, red on the base, is what the phase has to make green. Where runners name
 * every failing test each of them has to have failed there; else exit code and counts have to be the same. Nothing that cannot be compared is excused.
 * (Seed 000, "Phase Audit"; design 3.5)
 */
export function compareWithBase(audit: Pick<Audit, "steps">, test: number, base: SeenOnBase): ComparedWithBase {
  const now = redRunsOf(audit, test).at(-1);
  if (base.outcome !== "failed" || now?.outcome !== "failed") return { already: false, said: `on the base: ${base.said}` };
  const current: Current = { ...(now.exit === undefined ? {} : { exit: now.exit }), ...(now.failures === undefined ? {} : { failures: now.failures }) };
  const origin = audit.steps.find((step) => step.stage === "test" && step.test === test)?.origin ?? "";
  const names = failingNow(audit, test);
  const compared = names === undefined || base.failing === undefined ? byCounts(current, base) : byNames(names, base.failing, current, base);
  if (!compared.already || SUITES.test(origin)) return compared;
  return { ...compared, already: false, said: `${compared.said}; a command of a plan has to pass all the same` };
}

/** Where a suite is declared. */
const SUITES = /^(?:the full suite|the quick run|workflow\.test_command)/;

type Current = Pick<SeenOnBase, "exit" | "failures">;

function byNames(names: readonly string[], before: readonly string[], now: Current, base: SeenOnBase): ComparedWithBase {
  const known = new Set(before);
  const [fresh, old] = [names.filter((name) => !known.has(name)), names.filter((name) => known.has(name))];
  const oldSaid = old.length === 0 ? "none of them failed before the phase" : `${String(old.length)} failed before the phase: ${namesInWords(old)}`;
  if (fresh.length > 0) return { already: false, said: `${String(fresh.length)} of ${tests(names.length)} ${fresh.length === 1 ? "is" : "are"} new: ${namesInWords(fresh)}; ${oldSaid}`, fresh, ...(old.length === 0 ? {} : { old }) };
  const said = `${names.length === 1 ? "the failing test" : `all ${tests(names.length)}`} failed before the phase, too: ${namesInWords(old)}`;
  // Two tests of one name, in two packages say: the names are old, and one more fails.
  if ((now.failures ?? 0) > (base.failures ?? 0)) return { already: false, said: `${said}; but there are ${String(now.failures ?? 0)} failures, and there were ${String(base.failures ?? 0)}`, old };
  // Something that is no test may have failed behind them.
  if (!isSameExit(now, base)) return { already: false, said: `${said}; but the exit code is ${told(now.exit)}, and it was ${told(base.exit)}`, old };
  return { already: true, said, old };
}

/** Mocha ends with the number of its failures: fewer of them is another exit code, and nothing else. */
function isSameExit(now: Current, base: SeenOnBase): boolean {
  const isCount = ({ exit, failures }: Current): boolean => exit !== undefined && exit > 0 && exit === failures;
  return now.exit === base.exit || (isCount(now) && isCount(base));
}

function byCounts(now: Current, base: SeenOnBase): ComparedWithBase {
  const of = ({ exit, failures }: Current): string => `exit ${told(exit)}${failures === undefined ? "" : ` and ${String(failures)} ${failures === 1 ? "failure" : "failures"}`}`;
  const already = now.exit === base.exit && now.failures === base.failures;
  return { already, said: `not every failing test has a name, so that exit code and counts are compared: ${already ? `${of(now)}, as on the base` : `${of(now)}, and on the base ${of(base)}`}` };
}

function told(exit: number | undefined): string {
  return exit === undefined ? "none" : String(exit);
}

function tests(count: number): string {
  return count === 1 ? "1 failing test" : `${String(count)} failing tests`;
}

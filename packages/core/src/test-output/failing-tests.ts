import { outputEvidence } from "./output-evidence.js";
import type { TestReport } from "./test-report.js";

/** Characters of a name that count. */
const NAME = 400;

/**
 * The names of all tests that failed, each once, in the order of the alphabet; `undefined` where the runner does not name every failure: what has no name cannot be told from
 * what failed before.
 * @param roots Folders that the tests ran in: a name that begins with one is told without it, so that it is the same in every tree.
 */
export function failingTests(report: TestReport | undefined, roots: readonly string[]): readonly string[] | undefined {
  if (report === undefined) return undefined;
  const { failed, errors, failedTests, unit } = report;
  const names = [...new Set(failedTests.map((name) => withoutRoot(name, roots).slice(0, NAME)))].sort();
  if (names.length === 0) return undefined;
  // Of packages each has a failure at least. Errors outside of tests have a name only where the runner gives one to all of them.
  const isComplete = unit === "packages" ? errors === 0 && names.length >= failed : names.length === failed + errors;
  return isComplete ? names : undefined;
}

function withoutRoot(name: string, roots: readonly string[]): string {
  const root = roots.find((each) => each !== "" && (name.startsWith(`${each}/`) || name.startsWith(`${each}\\`)));
  return root === undefined ? name : name.slice(root.length + 1);
}

/** Names that the file of an audit holds of one run, and their characters. */
const MOST_NAMES = 100;
const MOST_CHARACTERS = 8000;

/** What is kept of how a run failed, to be compared with another run. */
export interface KeptFailures {
  /** The names of all tests that failed. Absent where not all have one, or where they are too many for a file that people read. */
  readonly failing?: readonly string[];
  readonly failures?: number;
  /** A fingerprint of what was printed, where there are no names. */
  readonly output?: string;
}

/** Keeps what another run of a command can be compared with. */
export function keepFailures(report: TestReport | undefined, output: string, roots: readonly string[]): KeptFailures {
  const [names, failures] = [failingTests(report, roots), countOfFailures(report)];
  const isShort = names !== undefined && names.length <= MOST_NAMES && names.join("").length <= MOST_CHARACTERS;
  return { ...(failures === undefined ? {} : { failures }), ...(isShort ? { failing: names } : { output: outputEvidence(output, roots) }) };
}

/** How many tests, and what else, went wrong in a run; `undefined` where no runner counted. */
export function countOfFailures(report: TestReport | undefined): number | undefined {
  return report === undefined ? undefined : report.failed + report.errors;
}

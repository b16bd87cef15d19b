/** The test runners whose output is read; `tap` is any program that prints the Test Anything Protocol. */
export type RunnerName =
  | "vitest" | "jest" | "mocha" | "node:test" | "tap" | "pytest" | "unittest" | "go test" | "cargo test" | "maven" | "junit" | "gradle" | "phpunit" | "rspec" | "dotnet test";

/** What one run of a test runner said at its end. */
export interface RunCounts {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, pending, to do, ignored, or expected to fail. */
  readonly skipped: number;
  /** What went wrong beside the tests: files that could not be loaded or built, and runs that began and never said how they ended. */
  readonly errors: number;
  /** The names of tests that failed, where they are printed. */
  readonly failedTests: readonly string[];
  /** What is counted; absent: tests. Without `-v`, go test tells of packages only. */
  readonly unit?: "packages";
}

/**
 * What the test runners said in the output of one command, added up.
 *
 * It is what was printed, never more: an exit code is evidence, and a report is read beside it.
 */
export interface TestReport extends RunCounts {
  /** Who said it, in the order of the alphabet. */
  readonly runners: readonly RunnerName[];
  /** `passed`, `failed` and `skipped` together. */
  readonly total: number;
}

/** Reads what one runner printed. `lines` are plain: without colours, and of one program where several printed side by side. */
export interface TestRunner {
  readonly runner: RunnerName;
  /** Returns nothing where the runner said nothing. Several runs behind each other are added up. */
  readonly read: (lines: readonly string[]) => RunCounts | undefined;
}

/** A run in which nothing happened. */
export const NO_COUNTS: RunCounts = { passed: 0, failed: 0, skipped: 0, errors: 0, failedTests: [] };

/** Adds runs up; nothing where there is none. Names are kept once. */
export function addRuns(runs: readonly (RunCounts | undefined)[]): RunCounts | undefined {
  const found = runs.filter((run) => run !== undefined);
  if (found.length === 0) return undefined;
  const sum = (key: "passed" | "failed" | "skipped" | "errors"): number => found.reduce((total, run) => total + run[key], 0);
  const counts = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), errors: sum("errors") };
  const names = [...new Set(found.flatMap((run) => run.failedTests))];
  return { ...counts, failedTests: names, ...(found.every((run) => run.unit === "packages") ? { unit: "packages" } : {}) };
}

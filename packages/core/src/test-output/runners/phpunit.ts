import { namedNumbers } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * PHPUnit, from 8 on:
 *
 *     OK (12 tests, 20 assertions)
 *     Tests: 4, Assertions: 2, Errors: 1, Failures: 1, Skipped: 1.
 *
 * What began and has no such end was ended by something in it (`exit` in a test): its exit code may be 0 all the same.
 */
export const phpunit: TestRunner = { runner: "phpunit", read };

const BEGUN = /^PHPUnit \d+\.\d+\S* by Sebastian Bergmann/;
const OK = /^OK \((\d+) tests?, \d+ assertions?\)$/;
const COUNTS = /^Tests: \d+, Assertions: \d+(?:, [A-Z][A-Za-z ]*: \d+)*\.$/;
const NOTHING = /^No tests executed!$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const begun = lines.filter((line) => BEGUN.test(line)).length;
  const runs = lines.flatMap((line): RunCounts[] => {
    const ok = OK.exec(line);
    if (ok !== null) return [{ ...NO_COUNTS, passed: Number(ok[1]) }];
    if (NOTHING.test(line)) return [NO_COUNTS];
    return COUNTS.test(line) ? [readCounts(line, lines)] : [];
  });
  if (begun === 0 && runs.length === 0) return undefined;
  return addRuns([...runs, { ...NO_COUNTS, errors: Math.max(0, begun - runs.length) }]);
}

function readCounts(line: string, lines: readonly string[]): RunCounts {
  const count = namedNumbers(line);
  const failed = count("errors", "failures");
  const skipped = count("skipped", "incomplete");
  // Up to PHPUnit 9 a class without a test counts as a test with a warning.
  const empty = lines.filter((each, at) => /^\d+\) Warning$/.test(each) && /^No tests found in class/.test(lines[at + 1] ?? "")).length;
  return { ...NO_COUNTS, passed: Math.max(0, count("tests") - failed - skipped - empty), failed, skipped, failedTests: failed === 0 ? [] : readNames(lines) };
}

function readNames(lines: readonly string[]): readonly string[] {
  const names: string[] = [];
  let isFailure = false;
  for (const line of lines) {
    const heading = /^There (?:was|were) \d+ (.+):$/.exec(line);
    if (heading !== null) isFailure = /^(?:failure|error)s?$/.test(heading[1] ?? "");
    const name = isFailure ? /^\d+\) (\S.*)$/.exec(line)?.[1] : undefined;
    if (name !== undefined) names.push(name);
  }
  return names;
}

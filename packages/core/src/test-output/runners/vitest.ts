import { countedWords, firstGroups } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Vitest, its reporters for people:
 *
 *      Test Files  1 failed | 1 passed (2)
 *           Tests  1 failed | 12 passed | 1 skipped (14)
 *          Errors  1 error
 */
export const vitest: TestRunner = { runner: "vitest", read };

const BEGUN = /^ *(?:RUN|DEV) +v\d+\.\d+/;
const FILES = /^ *Test Files +(no tests|\d+ [a-z]+(?: \| \d+ [a-z]+)* \(\d+\))$/;
const TESTS = /^ *Tests +(no tests|\d+ [a-z]+(?: \| \d+ [a-z]+)* \(\d+\))$/;
const NOTHING = /^No test files found, exiting with code \d+$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const begun = lines.filter((line) => BEGUN.test(line)).length;
  // Without the line of its files above it, the head of a summary was cut off, and files that could not be loaded with it.
  const ends = lines.flatMap((line, at) => (TESTS.test(line) && lines.slice(Math.max(0, at - 2), at).some((each) => FILES.test(each)) ? [at] : []));
  const nothing = lines.filter((line) => NOTHING.test(line)).length;
  if (begun + ends.length + nothing === 0) return undefined;
  const runs = ends.map((at, index) => readRun(lines.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, at + 4), lines[at] ?? ""));
  const unfinished = Math.max(0, begun - ends.length - nothing);
  return addRuns([...runs, { ...NO_COUNTS, errors: unfinished }]);
}

function readRun(lines: readonly string[], end: string): RunCounts {
  const tests = countedWords(TESTS.exec(end)?.[1] ?? "");
  const files = countedWords(firstGroups(lines, FILES).at(-1) ?? "")("failed");
  const failed = tests("failed");
  const suites = firstGroups(lines, /Failed Suites (\d+)/).reduce((sum, count) => sum + Number(count), 0);
  const others = firstGroups(lines, /^ *(?:Errors|Type Errors) +(\d+) errors?$/).reduce((sum, count) => sum + Number(count), 0);
  return {
    passed: tests("passed"),
    failed,
    skipped: tests("skipped", "todo"),
    // Where its heading was cut away, a file that failed without a test is one that could not be loaded.
    errors: others + Math.max(suites, failed === 0 ? files : 0),
    failedTests: failed === 0 ? [] : firstGroups(lines, /^ *FAIL +(\S.* > .+)$/),
  };
}

import { countedWords, firstGroups } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Jest, its reporter for people, and the head of what `--json` prints (which vitest's json reporter prints as well):
 *
 *     Test Suites: 3 failed, 1 passed, 4 total
 *     Tests:       1 failed, 1 skipped, 3 passed, 5 total
 */
export const jest: TestRunner = { runner: "jest", read };

const SUITES = /^Test Suites: +(\d+ [a-z]+(?:, \d+ [a-z]+)*), \d+(?: of \d+)? total$|^Test Suites: +(0) total$/;
const TESTS = /^Tests: +((?:\d+ [a-z]+, )*)(\d+) total$/;
const NOTHING = /^No tests found, exiting with code \d+$/;
const JSON_HEAD = /^\{"num(?:FailedTestSuites|TotalTestSuites)":\d+,"num/;

function read(lines: readonly string[]): RunCounts | undefined {
  // Without the line of its suites above it, the head of a summary was cut off, and suites that could not be loaded with it.
  const ends = lines.flatMap((line, at) => (TESTS.test(line) && SUITES.test(lines[at - 1] ?? "") ? [at] : []));
  const runs = ends.map((at, index) => readRun(lines.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, at + 1), lines[at] ?? ""));
  const nothing = lines.some((line) => NOTHING.test(line)) ? NO_COUNTS : undefined;
  // With --json the same run is told twice: on stdout for programs, on stderr for people.
  const json = runs.length > 0 ? [] : lines.filter((line) => JSON_HEAD.test(line)).map(readJson);
  return addRuns([...runs, nothing, ...json]);
}

function readRun(lines: readonly string[], end: string): RunCounts {
  const tests = countedWords(TESTS.exec(end)?.[1] ?? "");
  const suites = countedWords(firstGroups(lines, SUITES).at(-1) ?? "")("failed");
  const failed = tests("failed");
  // Of a long run the failures are told a second time below a heading of their own: a file is counted once.
  const unloaded = Math.min(lines.filter((line) => line === "  ● Test suite failed to run").length, suites);
  const names = firstGroups(lines, /^ {2}● (.+)$/).filter((name) => name !== "Test suite failed to run");
  return {
    passed: tests("passed"),
    failed,
    skipped: tests("skipped", "todo", "pending"),
    errors: failed === 0 ? Math.max(unloaded, suites) : unloaded,
    failedTests: failed === 0 ? [] : [...new Set(names)].slice(0, failed),
  };
}

function readJson(head: string): RunCounts {
  const of = (name: string): number => Number(new RegExp(`"num${name}":(\\d{1,9})[,}]`).exec(head)?.[1] ?? 0);
  const failed = of("FailedTests");
  return { ...NO_COUNTS, passed: of("PassedTests"), failed, skipped: of("PendingTests") + of("TodoTests"), errors: of("RuntimeErrorTestSuites") || (failed === 0 ? of("FailedTestSuites") : 0) };
}

import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";
import { goEvents } from "./go-events.js";

/**
 * go test: with `-v` its tests are counted, without its packages; `-json` is read too.
 *
 *     --- FAIL: TestAdd (0.00s)
 *     ok  	example.com/a	0.002s
 *     FAIL	example.com/b [build failed]
 */
export const goTest: TestRunner = { runner: "go test", read };

const TEST = /^ *--- (PASS|FAIL|SKIP): (\S+) \(\d+(?:\.\d+)?s\)$/;
const PACKAGE = /^(?:(ok) {1,2}[\t ]+|(FAIL)\t)(\S+)(?:[\t ]+| )(?:\d+(?:\.\d+)?s|\(cached\)|\[(?:build|setup) failed\])(.*)$/;
const NO_FILES = /^\?? *\t(\S+)\t+(?:\[no test files\]|coverage: 0\.0% of statements)$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const events = goEvents(lines);
  if (events !== undefined) return events;
  const tests = lines.map((line) => TEST.exec(line)).filter((match) => match !== null).map(([, word = "", name = ""]) => ({ word, name }));
  const packages = lines.flatMap((line, at) => readPackage(line, lines, at));
  if (packages.length === 0 && tests.length === 0) return lines.some((line) => NO_FILES.test(line)) ? NO_COUNTS : undefined;
  const isVerbose = tests.some(({ word }) => word !== "FAIL") || lines.some((line) => /^=== RUN {3}\S/.test(line));
  return isVerbose ? countTests(tests, packages) : countPackages(tests, packages);
}

interface GoPackage {
  readonly isOk: boolean;
  /** Whether it had a test to run. */
  readonly isEmpty: boolean;
  /** Whether a test of it is said to have failed. */
  readonly hasFailure: boolean;
}

function readPackage(line: string, lines: readonly string[], at: number): GoPackage[] {
  const match = PACKAGE.exec(line);
  if (match === null) return [];
  let before = at - 1;
  let hasFailure = false;
  while (before >= 0 && !PACKAGE.test(lines[before] ?? "")) hasFailure = TEST.exec(lines[before--] ?? "")?.[1] === "FAIL" || hasFailure;
  return [{ isOk: match[1] !== undefined, isEmpty: / \[no tests to run\]/.test(match[4] ?? ""), hasFailure }];
}

function leavesOf<T extends { readonly name: string }>(tests: readonly T[]): readonly T[] {
  const parents = new Set(tests.flatMap(({ name }) => name.split("/").slice(0, -1).map((_, depth) => name.split("/").slice(0, depth + 1).join("/"))));
  return tests.filter(({ name }) => !parents.has(name));
}

function countTests(tests: readonly { readonly word: string; readonly name: string }[], packages: readonly GoPackage[]): RunCounts {
  const leaves = leavesOf(tests);
  const of = (word: string): number => leaves.filter((test) => test.word === word).length;
  const errors = packages.filter(({ isOk, hasFailure }) => !isOk && !hasFailure).length;
  return { passed: of("PASS"), failed: of("FAIL"), skipped: of("SKIP"), errors, failedTests: leaves.filter(({ word }) => word === "FAIL").map(({ name }) => name) };
}

function countPackages(tests: readonly { readonly word: string; readonly name: string }[], packages: readonly GoPackage[]): RunCounts {
  const failures = leavesOf(tests).map(({ name }) => name);
  const failed = packages.filter(({ isOk, hasFailure }) => !isOk && hasFailure).length;
  const errors = packages.filter(({ isOk, hasFailure }) => !isOk && !hasFailure).length;
  // Cut before its package's line, a failure still is one.
  const counted = failed === 0 && errors === 0 && failures.length > 0 ? 1 : failed;
  return addRuns([{ ...NO_COUNTS, passed: packages.filter(({ isOk, isEmpty }) => isOk && !isEmpty).length, failed: counted, errors, failedTests: failures, unit: "packages" }]) ?? NO_COUNTS;
}

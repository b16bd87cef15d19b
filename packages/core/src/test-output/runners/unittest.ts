import { firstGroups, namedNumbers } from "../counted-words.js";
import { addRuns, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Python's own unittest, and what is built on it (Django):
 *
 *     Ran 5 tests in 0.001s
 *
 *     FAILED (failures=1, errors=1, skipped=1)
 */
export const unittest: TestRunner = { runner: "unittest", read };

const RAN = /^Ran (\d+) tests? in \d+(?:\.\d+)?s$/;
const STATUS = /^(OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const ends = lines.flatMap((line, at) => (RAN.test(line) ? [at] : []));
  return addRuns(ends.map((at, index) => readRun(lines.slice(index === 0 ? 0 : ends[index - 1], at + 4), lines[at] ?? "")));
}

function readRun(lines: readonly string[], end: string): RunCounts | undefined {
  const status = lines.slice(-3).map((line) => STATUS.exec(line)).find((match) => match !== null);
  if (status === undefined) return undefined;
  const ran = Number(RAN.exec(end)?.[1] ?? 0);
  const reasons = status[2] ?? "";
  const count = namedNumbers(reasons);
  // `expected failures=1` and `unexpected successes=1` are told by their last word; `failures` alone is another one.
  const expected = Number(/expected failures=(\d+)/.exec(reasons)?.[1] ?? 0);
  const plain = namedNumbers(reasons.replace(/expected failures=\d+/, ""))("failures");
  const failed = plain + count("errors") + count("successes");
  const skipped = count("skipped") + expected;
  const names = failed === 0 ? [] : firstGroups(lines, /^(?:FAIL|ERROR): (.+)$/);
  // What goes wrong in the setup of a class fails without having run.
  return { passed: Math.max(0, ran - failed - skipped), failed, skipped, errors: status[1] === "FAILED" && failed === 0 ? 1 : 0, failedTests: names };
}

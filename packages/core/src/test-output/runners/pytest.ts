import { countedWords, firstGroups } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * pytest, with and without `-q`:
 *
 *     ===== 1 failed, 12 passed, 1 skipped in 0.12s =====
 *
 * With `-qq` it counts nothing; then only its list of failures is read.
 */
export const pytest: TestRunner = { runner: "pytest", read };

const PARTS = "(no tests ran|no tests collected|\\d+ [a-z]+(?: [a-z]+)?(?:/\\d+ [a-z ]+)?(?:, \\d+ [a-z]+(?: [a-z]+)?)*(?: \\(\\d+ [a-z]+\\))?)";
const TIME = "in \\d+(?:\\.\\d+)?s(?: \\(\\d+(?: days?, \\d+)?:\\d\\d:\\d\\d\\))?";
const FRAMED = new RegExp(`^=+ ${PARTS} ${TIME} =+$`);
const QUIET = new RegExp(`^${PARTS} ${TIME}$`);
const BEGUN = /^=+ test session starts =+$/;
const FAILURE = /^(?:FAILED|ERROR) (\S+(?:::.+?)?)(?: - .*)?$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const framed = firstGroups(lines, FRAMED);
  const begun = lines.filter((line) => BEGUN.test(line)).length;
  // Both kinds in one output are two runs, as one has only one of them.
  const ends = [...framed, ...firstGroups(lines, QUIET)];
  const listed = lines.findIndex((line) => /^=+ short test summary info =+$/.test(line));
  if (ends.length === 0 && begun === 0 && listed === -1) return undefined;
  const names = listed === -1 ? [] : [...new Set(firstGroups(lines.slice(listed + 1), FAILURE))];
  const unfinished = Math.max(0, begun - framed.length);
  const runs = ends.length === 0 ? [{ ...NO_COUNTS, failed: names.length }] : ends.map(readEnd);
  return addRuns([...runs, { ...NO_COUNTS, errors: unfinished, failedTests: names }]);
}

function readEnd(parts: string): RunCounts {
  // Of `--collect-only`: none of them ran.
  if (/ collected\b/.test(parts)) return NO_COUNTS;
  const count = countedWords(parts);
  return { ...NO_COUNTS, passed: count("passed", "xpassed"), failed: count("failed"), skipped: count("skipped", "xfailed"), errors: count("error", "errors") };
}

import { firstGroups, namedNumbers } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Maven's surefire and failsafe, one total for each module:
 *
 *     [ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0
 *
 * The lines of the classes have a time as well; they count only where no total follows, as in a run that was ended.
 */
export const maven: TestRunner = { runner: "maven", read };

const COUNTS = /^(?:\[(?:INFO|WARNING|ERROR)\] )?(Tests run: \d+, +Failures: \d+, +Errors: \d+, +Skipped: \d+(?:, +Flakes: \d+)?)(.*)$/;
const NOTHING = /^\[INFO\] (?:No tests to run\.|Tests are skipped\.)$/;
/** The head of a goal: `--- maven-surefire-plugin:3.2.5:test (default-test) @ app ---`, in newer ones `--- surefire:3.2.5:test`. */
const GOAL = /^\[INFO\] --- (?:maven-)?(?:surefire|failsafe)(?:-plugin)?:\S+:(?:test|integration-test) /;

function read(lines: readonly string[]): RunCounts | undefined {
  const found = lines.flatMap((line) => {
    const match = COUNTS.exec(line);
    return match === null ? [] : [{ counts: readCounts(match[1] ?? ""), isTotal: (match[2] ?? "") === "" }];
  });
  const lastTotal = found.findLastIndex(({ isTotal }) => isTotal);
  const counted = found.filter(({ isTotal }, at) => isTotal || at > lastTotal);
  // A filter that no test fits is not told at all.
  const nothing = lines.some((line) => NOTHING.test(line) || GOAL.test(line)) ? NO_COUNTS : undefined;
  const counts = addRuns([...counted.map(({ counts }) => counts), nothing]);
  if (counts === undefined) return undefined;
  const names = firstGroups(lines, /^\[ERROR\] (?!Tests run:)(\S+?)(?:\(\S*\))? +(?:-- )?Time elapsed: .* <<< (?:FAILURE|ERROR)!$/);
  // A build that fails though no test did: a virtual machine that ended under its tests, say.
  const errors = counts.failed === 0 && lines.includes("[INFO] BUILD FAILURE") ? 1 : 0;
  return { ...counts, errors, failedTests: counts.failed === 0 ? [] : [...new Set(names)] };
}

function readCounts(text: string): RunCounts {
  const count = namedNumbers(text.replace("Tests run", "ran"));
  const failed = count("failures", "errors");
  const skipped = count("skipped");
  return { ...NO_COUNTS, passed: Math.max(0, count("ran") - failed - skipped), failed, skipped };
}

import { firstGroups } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * JUnit on its own: the text runner of JUnit 4, and the console launcher of the JUnit platform:
 *
 *     OK (12 tests)
 *     Tests run: 3,  Failures: 1
 *     [         2 tests successful      ]
 */
export const junit: TestRunner = { runner: "junit", read };

const TEXT = /^(?:OK \((\d+) tests?\)|Tests run: (\d+), +Failures: (\d+))$/;
const LAUNCHER = /^\[ *(\d+) tests (found|successful|failed|skipped|aborted) *\]$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const texts = lines.flatMap((line): RunCounts[] => {
    const match = TEXT.exec(line);
    if (match === null) return [];
    const failed = Number(match[3] ?? 0);
    return [{ ...NO_COUNTS, passed: Math.max(0, Number(match[1] ?? match[2] ?? 0) - failed), failed, failedTests: failed === 0 ? [] : firstGroups(lines, /^\d+\) (\S+\(\S+\))$/) }];
  });
  const launched = lines.flatMap((line): RunCounts[] => {
    const [, amount = "0", word] = LAUNCHER.exec(line) ?? [];
    if (word === undefined) return [];
    const count = Number(amount);
    return [{ ...NO_COUNTS, passed: word === "successful" ? count : 0, failed: word === "failed" ? count : 0, skipped: word === "skipped" || word === "aborted" ? count : 0 }];
  });
  return addRuns([...texts, ...launched]);
}

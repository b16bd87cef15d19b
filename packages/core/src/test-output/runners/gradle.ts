import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Gradle's test tasks:
 *
 *     FailTest > adds() FAILED
 *     9 tests completed, 1 failed, 8 skipped
 *
 * A task whose tests all passed says so only where its events are logged; without them there is nothing to count.
 */
export const gradle: TestRunner = { runner: "gradle", read };

const EVENT = /^(\S.* > .+) (PASSED|FAILED|SKIPPED)$/;
const COMPLETED = /^(\d+) tests? completed(?:, (\d+) failed)?(?:, (\d+) skipped)?$/;
const TASK = /^> Task (?::\S+)*:\w*[tT]est\b(?: (NO-SOURCE|SKIPPED))?/;

function read(lines: readonly string[]): RunCounts | undefined {
  const runs: RunCounts[] = [];
  let logged: RunCounts | undefined;
  for (const line of lines) {
    const event = EVENT.exec(line);
    if (event !== null) logged = addRuns([logged, countEvent(event[1] ?? "", event[2] ?? "")]);
    const completed = COMPLETED.exec(line);
    if (completed === null) continue;
    // It counts the events above it.
    const [total, failed, skipped] = completed.slice(1, 4).map((count: string | undefined) => Number(count ?? 0));
    runs.push({ ...NO_COUNTS, passed: Math.max(0, (total ?? 0) - (failed ?? 0) - (skipped ?? 0)), failed: failed ?? 0, skipped: skipped ?? 0, failedTests: logged?.failedTests ?? [] });
    logged = undefined;
  }
  return addRuns([...runs, logged]) ?? (hasNoSource(lines) ? NO_COUNTS : undefined);
}

function countEvent(name: string, word: string): RunCounts {
  const isFailed = word === "FAILED";
  return { ...NO_COUNTS, passed: word === "PASSED" ? 1 : 0, failed: isFailed ? 1 : 0, skipped: word === "SKIPPED" ? 1 : 0, failedTests: isFailed ? [name] : [] };
}

/** Whether test tasks are named, and none of them had a test to run. */
function hasNoSource(lines: readonly string[]): boolean {
  const tasks = lines.map((line) => TASK.exec(line)).filter((match) => match !== null);
  return tasks.length > 0 && tasks.every((match) => match[1] !== undefined);
}

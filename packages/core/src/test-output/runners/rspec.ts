import { firstGroups } from "../counted-words.js";
import { addRuns, type RunCounts, type TestRunner } from "../test-report.js";

/** RSpec: `12 examples, 1 failure, 2 pending, 1 error occurred outside of examples`. */
export const rspec: TestRunner = { runner: "rspec", read };

const END = /^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?(?:, (\d+) errors? occurred outside of examples)?$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const names = firstGroups(lines, /^rspec \S+ # (.+)$/);
  const runs = lines.flatMap((line) => {
    const match = END.exec(line);
    if (match === null) return [];
    const [total, failed, skipped, errors] = match.slice(1, 5).map((count: string | undefined) => Number(count ?? 0));
    return [{ passed: Math.max(0, (total ?? 0) - (failed ?? 0) - (skipped ?? 0)), failed: failed ?? 0, skipped: skipped ?? 0, errors: errors ?? 0, failedTests: (failed ?? 0) === 0 ? [] : names }];
  });
  return addRuns(runs);
}

import { firstGroups, namedNumbers } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * dotnet test in English: VSTest for each assembly, the terminal logger's sum, Microsoft.Testing.Platform, and the older list:
 *
 *     Failed!  - Failed:     1, Passed:     2, Skipped:     1, Total:     4, Duration: 12 ms - App.Tests.dll (net8.0)
 *     Test summary: total: 4, failed: 1, succeeded: 2, skipped: 1, duration: 1.2s
 */
export const dotnetTest: TestRunner = { runner: "dotnet test", read };

const ASSEMBLY = /^ *(?:Passed|Failed|Skipped)! +- (Failed: +\d+, Passed: +\d+, Skipped: +\d+, Total: +\d+)/;
const SUM = /^ *Test summary: (total: \d+[,;] failed: \d+[,;] succeeded: \d+[,;] skipped: \d+)/;
const PLATFORM = /^ *Test run summary: \S/;
const TOTAL = /^Total tests: \d+$/;
const NOTHING = /^ *(?:No test is available in |No test matches the given testcase filter )/;

function read(lines: readonly string[]): RunCounts | undefined {
  const sums = firstGroups(lines, SUM);
  const assemblies = firstGroups(lines, ASSEMBLY);
  // The sum is over the assemblies: counting both would double them.
  const texts = sums.length > 0 ? sums : assemblies;
  const lists = texts.length > 0 ? [] : lines.flatMap((line, at) => (PLATFORM.test(line) || TOTAL.test(line) ? [listBelow(lines, at)] : []));
  const nothing = lines.some((line) => NOTHING.test(line)) ? NO_COUNTS : undefined;
  const names = firstGroups(lines, /^ *(?:Failed|failed) (\S.*?) (?:\[|\()(?:<? ?[\d.]+ ?(?:ms|s|m|h) ?)+(?:\]|\))$/);
  const counts = addRuns([...[...texts, ...lists].map(readCounts), nothing]);
  return counts === undefined ? undefined : { ...counts, failedTests: counts.failed === 0 ? [] : [...new Set(names)] };
}

function listBelow(lines: readonly string[], at: number): string {
  const below = lines.slice(at + 1, at + 6);
  const end = below.findIndex((line) => !/^ +[a-z]+: \d+/i.test(line));
  return [lines[at] ?? "", ...(end === -1 ? below : below.slice(0, end))].join(", ");
}

function readCounts(text: string): RunCounts {
  const count = namedNumbers(text);
  return { ...NO_COUNTS, passed: count("passed", "succeeded"), failed: count("failed"), skipped: count("skipped") };
}

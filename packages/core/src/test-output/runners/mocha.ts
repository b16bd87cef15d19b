import { firstGroups } from "../counted-words.js";
import { addRuns, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * Mocha, its reporters for people (spec, dot, list, min and others end alike) and `json`:
 *
 *       12 passing (1s)
 *       1 pending
 *       1 failing
 */
export const mocha: TestRunner = { runner: "mocha", read };

const PASSING = /^ *(\d+) passing \(\d+(?:\.\d+)?(?:ms|s|m|h|d)\)$/;
const STATS = /^ *"stats": \{$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const runs = lines.flatMap((line, at) => (PASSING.test(line) ? [readRun(lines.slice(at))] : STATS.test(line) ? [readStats(lines.slice(at))] : []));
  return addRuns(runs);
}

function readRun([first = "", ...rest]: readonly string[]): RunCounts {
  const next = rest.slice(0, 2);
  const count = (word: string): number => Number(firstGroups(next, new RegExp(`^ *(\\d+) ${word}$`))[0] ?? 0);
  const failed = count("failing");
  return { passed: Number(PASSING.exec(first)?.[1] ?? 0), failed, skipped: count("pending"), errors: 0, failedTests: readNames(rest, failed) };
}

/** Below the summary each failure has a number and the titles of its suites, one on each line; a colon ends the last. */
function readNames(lines: readonly string[], failed: number): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < lines.length && names.length < failed; at++) {
    const first = /^ {2}(\d+)\) (.+)$/.exec(lines[at] ?? "");
    if (first?.[1] !== String(names.length + 1)) continue;
    const titles = [first[2] ?? ""];
    while (!(titles.at(-1) ?? "").endsWith(":") && titles.length < 20 && lines[at + titles.length]?.trim()) titles.push(lines[at + titles.length]?.trim() ?? "");
    names.push(titles.join(" ").replace(/:$/, ""));
  }
  return names;
}

function readStats(lines: readonly string[]): RunCounts {
  const stats = lines.slice(0, 10);
  const count = (key: string): number => Number(firstGroups(stats, new RegExp(`^ *"${key}": (\\d+),?$`))[0] ?? 0);
  const from = lines.findIndex((line) => line === '  "failures": [');
  const failures = from === -1 ? [] : lines.slice(from, lines.indexOf("  ],", from) === -1 ? undefined : lines.indexOf("  ],", from));
  return { passed: count("passes"), failed: count("failures"), skipped: count("pending"), errors: 0, failedTests: firstGroups(failures, /^ *"fullTitle": "(.*)",$/) };
}

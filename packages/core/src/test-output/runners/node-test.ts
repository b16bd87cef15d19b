import { firstGroups } from "../counted-words.js";
import { addRuns, type RunCounts, type TestRunner } from "../test-report.js";
import { tapPoints } from "./tap-points.js";

/**
 * The test runner of Node, its reporters `spec` (`ℹ pass 12`) and `tap` (`# pass 12`).
 *
 * A file in which no test was called counts there as one test that bears the file's name: it is none.
 */
export const nodeTest: TestRunner = { runner: "node:test", read };

const TESTS = /^(?:ℹ|#) tests (\d+)$/;
const NODE_ONLY = /^(?:ℹ|#) cancelled \d+$/;
/** `✔ /somewhere/a.test.mjs (12.3ms)`, without a test of it above. */
const FILE = /^(?:\/|[A-Za-z]:\\|\.{1,2}[\\/])?\S*[\\/.\w-]*(?:[\\/]|\.test\.|-test\.|_test\.)\S*\.[cm]?[jt]sx?$/;

/** Whether a line belongs to the summary of node:test, and to no other TAP. */
export function isNodeSummary(line: string): boolean {
  return NODE_ONLY.test(line);
}

function read(lines: readonly string[]): RunCounts | undefined {
  const starts = lines.flatMap((line, at) => (TESTS.test(line) ? [at] : []));
  const runs = starts.map((at, index) => readRun(lines, { from: (starts[index - 1] ?? -1) + 1, at, to: starts[index + 1] ?? lines.length }));
  return addRuns(runs);
}

function readRun(lines: readonly string[], { from, at, to }: { readonly from: number; readonly at: number; readonly to: number }): RunCounts | undefined {
  const summary = lines.slice(at, at + 8);
  // Without it, it is another program's TAP, or the summary was cut: nothing is known.
  if (!summary.some(isNodeSummary)) return undefined;
  const count = (word: string): number => Number(firstGroups(summary, new RegExp(`^(?:ℹ|#) ${word} (\\d+)$`))[0] ?? 0);
  const before = lines.slice(from, at);
  const points = tapPoints(before);
  const empty = [...firstGroups(before, /^✔ (.+) \([\d.]+ms\)$/), ...points.filter(({ ok, isSuite, indent, directive }) => ok && !isSuite && indent === 0 && directive === undefined).map(({ name }) => name)].filter((name) => FILE.test(name)).length;
  const failed = count("fail") + count("cancelled");
  const failures = [...points.filter(({ ok, isSuite, directive }) => !ok && !isSuite && directive === undefined).map(({ name }) => name), ...namesBelow(lines.slice(at, to))];
  return { passed: Math.max(0, count("pass") - empty), failed, skipped: count("skipped") + count("todo"), errors: 0, failedTests: failed === 0 ? [] : [...new Set(failures)] };
}

/** The spec reporter repeats its failures below the summary. */
function namesBelow(lines: readonly string[]): readonly string[] {
  const from = lines.indexOf("✖ failing tests:");
  return from === -1 ? [] : firstGroups(lines.slice(from + 1), /^✖ (.+) \([\d.]+ms\)$/);
}

import { NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";
import { isNodeSummary } from "./node-test.js";
import { type TapPoint, tapPoints } from "./tap-points.js";

/** Whatever prints the Test Anything Protocol, but node:test, which counts itself: tape, ava, mocha and vitest with their tap reporters, prove. */
export const tap: TestRunner = { runner: "tap", read };

const VERSION = /^TAP version 1[34]$/;
const PLAN = /^1\.\.(\d+)(?: #.*)?$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const plans = lines.flatMap((line) => PLAN.exec(line)?.[1] ?? []);
  const hasVersion = lines.some((line) => VERSION.test(line));
  if ((plans.length === 0 && !hasVersion) || lines.some(isNodeSummary)) return undefined;
  const points = tapPoints(lines);
  const planned = plans.reduce((sum, count) => sum + Number(count), 0);
  const top = points.filter(({ indent }) => indent === 0).length;
  const broken = lines.some((line) => /^Bail out!/.test(line)) || plans.length === 0 || top < planned;
  return { ...countPoints(points), errors: broken ? 1 : 0 };
}

/** Counts the tests among points; the suites above them are no tests. */
function countPoints(points: readonly TapPoint[]): RunCounts {
  const tests = points.filter(({ isSuite }) => !isSuite);
  const failures = tests.filter(({ ok, directive }) => !ok && directive === undefined);
  const skipped = tests.filter(({ directive }) => directive !== undefined).length;
  return { ...NO_COUNTS, passed: tests.length - failures.length - skipped, failed: failures.length, skipped, failedTests: failures.map(({ name }) => name).filter((name) => name !== "") };
}

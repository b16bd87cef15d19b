import { countedWords, firstGroups } from "../counted-words.js";
import { addRuns, NO_COUNTS, type RunCounts, type TestRunner } from "../test-report.js";

/**
 * cargo test, one result for each binary, and cargo nextest:
 *
 *     running 2 tests
 *     test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.27s
 *
 * A binary that began and has no result was ended by something in it; cargo believes its exit code.
 */
export const cargoTest: TestRunner = { runner: "cargo test", read };

const BEGUN = /^running \d+ tests?$/;
const RESULT = /^test result: (?:ok|FAILED)\. (\d+ passed; \d+ failed; \d+ ignored; \d+ measured; \d+ filtered out)/;
const NEXTEST = /^ *Summary \[ *[\d.]+s\] \d+(?:\/\d+)? tests? run: (.+)$/;

function read(lines: readonly string[]): RunCounts | undefined {
  const results = firstGroups(lines, RESULT);
  const summaries = firstGroups(lines, NEXTEST);
  const begun = lines.filter((line) => BEGUN.test(line)).length;
  if (results.length + summaries.length + begun === 0) return undefined;
  const names = [...firstGroups(lines, /^test (.+) \.\.\. FAILED$/), ...firstGroups(lines, /^(\S+) --- FAILED$/), ...firstGroups(lines, /^ +FAIL \[ *[\d.]+s\] (?:\( *\d+\/\d+\) )?(.+)$/)];
  const runs = results.map((text): RunCounts => {
    const count = countedWords(text);
    return { ...NO_COUNTS, passed: count("passed", "measured"), failed: count("failed"), skipped: count("ignored") };
  });
  const next = summaries.map((text): RunCounts => {
    const count = countedWords(text);
    return { ...NO_COUNTS, passed: count("passed"), failed: count("failed"), skipped: count("skipped"), errors: Number(/(\d+) timed out/.exec(text)?.[1] ?? 0) };
  });
  return addRuns([...runs, ...next, { ...NO_COUNTS, errors: Math.max(0, begun - results.length), failedTests: names }]);
}

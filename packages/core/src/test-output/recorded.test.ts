import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classifyTestRun } from "./classify-test-run.js";
import { readTestReport } from "./read-test-report.js";

const FOLDER = new URL("./fixtures/", import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, FOLDER), "utf8");

/**
 * A recorded output, the exit code it came with, and what has to be made of it. All but gradle, dotnet, junit, nextest, turbo and pnpm were recorded from the
 * programs themselves (Node 20, vitest 4, jest 29, mocha 11, pytest 9, Python 3.11, go 1.19, cargo 1.95, surefire 3.2.5, PHPUnit 9, RSpec 3.12);
 * these were written after their documentation.
 */
type Row = readonly [name: string, exit: number, verdict: string, counts: string, failedTests?: readonly string[]];

// counts: passed/failed/skipped/errors
const ROWS: readonly Row[] = [
  ["cargo-all", 101, "failed", "2/1/1/0", ["bad"]],
  ["cargo-compile", 101, "failed", ""],
  ["cargo-crash", 101, "failed", "0/0/0/1"],
  ["cargo-doc", 0, "passed", "1/0/0/0"],
  ["cargo-fail", 101, "failed", "1/1/0/0", ["bad"]],
  ["cargo-nextest", 100, "failed", "2/1/0/0", ["lab tests::b"]],
  ["cargo-nomatch", 0, "no-test-ran", "0/0/0/0"],
  ["cargo-none", 0, "no-test-ran", "0/0/0/0"],
  ["cargo-pass", 0, "passed", "1/0/1/0"],
  ["cargo-q", 101, "failed", "2/1/1/0", ["bad"]],
  ["dotnet-fail", 1, "failed", "2/1/1/0", ["App.Tests.Math.Divides"]],
  ["dotnet-list", 1, "failed", "2/1/1/0"],
  ["dotnet-none", 0, "no-test-ran", "0/0/0/0"],
  ["dotnet-pass", 0, "passed", "13/0/2/0"],
  ["dotnet-platform", 2, "failed", "2/1/1/0", ["App.Tests.Math.Divides"]],
  ["dotnet-terminal", 1, "failed", "2/1/1/0"],
  ["go-cached", 0, "passed", "1/0/0/0"],
  ["go-compile", 2, "failed", "0/0/0/1"],
  ["go-crash", 1, "failed", "0/1/0/0", ["TestC"]],
  ["go-crashjson", 2, "failed", "0/1/0/0", ["TestC"]],
  ["go-fail", 1, "failed", "1/1/0/0", ["TestBad/x_y"]],
  ["go-failv", 1, "failed", "3/1/1/0", ["TestBad/x_y"]],
  ["go-json", 1, "failed", "3/1/1/0", ["TestBad/x_y"]],
  ["go-nomatch", 0, "no-test-ran", "0/0/0/0"],
  ["go-nomatchv", 0, "no-test-ran", "0/0/0/0"],
  ["go-none", 0, "no-test-ran", "0/0/0/0"],
  ["go-none2", 0, "no-test-ran", "0/0/0/0"],
  ["go-nopkg", 1, "failed", ""],
  ["go-pass", 0, "passed", "1/0/0/0"],
  ["go-passv", 0, "passed", "2/0/1/0"],
  ["gradle-fail", 1, "failed", "1/1/1/0", ["CalculatorTest > divides()"]],
  ["gradle-none", 0, "no-test-ran", "0/0/0/0"],
  ["gradle-pass", 0, "passed", "2/0/1/0"],
  ["gradle-quiet-pass", 0, "passed", ""],
  ["jest-all", 1, "failed", "3/1/2/2", ["g › c"]],
  ["jest-crash", 1, "failed", "0/0/0/1"],
  ["jest-fail", 1, "failed", "1/1/1/0", ["g › c"]],
  ["jest-nomatch", 1, "failed", "0/0/0/0"],
  ["jest-none", 1, "failed", "0/0/0/1"],
  ["jest-pass", 0, "passed", "2/0/1/0"],
  ["jest-passno", 0, "no-test-ran", "0/0/0/0"],
  ["junit-launcher", 1, "failed", "2/1/1/0"],
  ["junit-text", 1, "failed", "1/1/0/0", ["divides(CalculatorTest)"]],
  ["mocha-crash", 1, "failed", ""],
  ["mocha-dot-fail", 1, "failed", "1/1/1/0", ["g c"]],
  ["mocha-dot-none", 0, "no-test-ran", "0/0/0/0"],
  ["mocha-dot-pass", 0, "passed", "2/0/1/0"],
  ["mocha-fail", 1, "failed", "1/1/1/0", ["g c"]],
  ["mocha-json-fail", 1, "failed", "1/1/1/0", ["g c"]],
  ["mocha-json-none", 0, "no-test-ran", "0/0/0/0"],
  ["mocha-json-pass", 0, "passed", "2/0/1/0"],
  ["mocha-nomatch", 1, "failed", ""],
  ["mocha-none", 0, "no-test-ran", "0/0/0/0"],
  ["mocha-pass", 0, "passed", "2/0/1/0"],
  ["mocha-two", 0, "passed", "5/0/1/0"],
  ["mvn-crash", 1, "failed", "0/0/0/1"],
  ["mvn-fail", 1, "failed", "2/2/1/0", ["FailTest.e", "FailTest.f"]],
  ["mvn-none", 1, "failed", "0/0/0/1"],
  ["mvn-none2", 0, "no-test-ran", "0/0/0/0"],
  ["mvn-pass", 0, "passed", "1/0/1/0"],
  ["mvn-q", 1, "failed", "1/2/0/0", ["FailTest.e", "FailTest.f"]],
  ["mvn-qpass", 0, "silent", ""],
  ["node-all", 1, "failed", "3/2/2/0", ["/repo/nt/crash.test.mjs", "adds"]],
  ["node-crash", 1, "failed", "0/1/0/0", ["/repo/nt/crash.test.mjs"]],
  ["node-fail", 1, "failed", "2/1/0/0", ["adds"]],
  ["node-nomatch", 0, "no-test-ran", "0/0/3/0"],
  ["node-none", 0, "no-test-ran", "0/0/0/0"],
  ["node-pass", 0, "passed", "1/0/2/0"],
  ["node-spec-crash", 1, "failed", "0/1/0/0", ["/repo/nt/crash.test.mjs"]],
  ["node-spec-fail", 1, "failed", "2/1/0/0", ["adds"]],
  ["node-spec-none", 0, "no-test-ran", "0/0/0/0"],
  ["node-spec-pass", 0, "passed", "1/0/2/0"],
  ["phpunit-crash", 3, "failed", "0/0/0/1"],
  ["phpunit-dir", 0, "no-test-ran", "0/0/0/0"],
  ["phpunit-fail", 2, "failed", "2/2/0/0", ["FailTest::testE", "FailTest::testF"]],
  ["phpunit-none", 0, "no-test-ran", "0/0/0/0"],
  ["phpunit-pass", 0, "passed", "1/0/0/0"],
  ["phpunit-skip", 0, "passed", "1/0/2/0"],
  ["phpunit-testdox", 2, "failed", "2/2/0/0"],
  ["pnpm-recursive", 1, "failed", "3/1/0/0", ["sums adds"]],
  ["pytest-asyncio-plugins", 0, "passed", "4/0/0/0"],
  ["pytest-co", 0, "no-test-ran", "0/0/0/0"],
  ["pytest-crash", 2, "failed", "0/0/0/1", ["test_crash.py"]],
  ["pytest-fail", 1, "failed", "1/1/0/1", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
  ["pytest-k", 5, "failed", "0/0/0/0"],
  ["pytest-nomod", 1, "command-missing", ""],
  ["pytest-none", 5, "failed", "0/0/0/0"],
  ["pytest-pass", 0, "passed", "1/0/2/0"],
  ["pytest-q", 1, "failed", "2/1/2/1", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
  ["pytest-qq", 1, "failed", "0/2/0/0", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
  ["pytest-v", 1, "failed", "2/1/2/1", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
  ["pytest-x", 1, "failed", "1/1/0/0", ["test_fail.py::TestG::test_c"]],
  ["rspec-crash", 1, "failed", "0/0/0/1"],
  ["rspec-doc", 1, "failed", "2/1/2/0", ["g c"]],
  ["rspec-fail", 1, "failed", "1/1/0/0", ["g c"]],
  ["rspec-mix", 1, "failed", "0/0/0/1"],
  ["rspec-none", 0, "no-test-ran", "0/0/0/0"],
  ["rspec-pass", 0, "passed", "1/0/2/0"],
  ["tap-mocha-fail", 1, "failed", "1/1/1/0", ["g c"]],
  ["tap-mocha-none", 0, "no-test-ran", "0/0/0/0"],
  ["tap-mocha-pass", 0, "passed", "2/0/1/0"],
  ["tap-vitest", 1, "failed", "6/2/4/0", ["c"]],
  ["turbo-two-runners", 0, "passed", "7/0/0/0"],
  ["unittest-crash", 1, "failed", "0/1/0/0", ["test_crash (unittest.loader._FailedTest.test_crash)"]],
  ["unittest-fail", 1, "failed", "1/2/2/0", ["test_e (ut.bad_u.T.test_e)", "test_f (ut.bad_u.T.test_f)"]],
  ["unittest-none", 0, "no-test-ran", "0/0/0/0"],
  ["unittest-none312", 5, "failed", "0/0/0/0"],
  ["unittest-pass", 0, "passed", "1/0/1/0"],
  ["vitest-crash", 1, "failed", "0/0/0/2"],
  ["vitest-dot", 1, "failed", "6/2/4/4", ["vt/fail.test.js > g > c", "js/vt/fail.test.js > g > c"]],
  ["vitest-fail", 1, "failed", "2/2/2/0", ["vt/fail.test.js > g > c", "js/vt/fail.test.js > g > c"]],
  ["vitest-nomatch", 1, "failed", "0/0/0/0"],
  ["vitest-none", 1, "failed", "0/0/0/2"],
  ["vitest-pass", 0, "passed", "4/0/2/0"],
  ["vitest-passno", 0, "no-test-ran", "0/0/0/0"],
  ["vitest-t", 0, "no-test-ran", "0/0/6/0"],
  ["vitest-verbose", 1, "failed", "6/2/4/0", ["js/vt/fail.test.js > g > c", "vt/fail.test.js > g > c"]],
];

const RECORDED = ROWS.map(([name, exit, verdict, counts, failedTests = []]) => ({ name, exit, verdict, counts, failedTests }));

describe("recorded outputs of test runners", () => {
  it("has a row for each recording", () => {
    expect(RECORDED.map(({ name }) => `${name}.txt`).sort()).toEqual(readdirSync(FOLDER).sort());
  });

  it.each(RECORDED)("$name with exit $exit is $verdict", ({ name, exit, verdict, counts, failedTests }) => {
    const found = classifyTestRun({ end: { type: "exited", code: exit }, command: "run-the-tests", output: textOf(name) });
    const word = found.outcome === "suspicious" ? found.suspicion : found.outcome === "infrastructure" ? found.cause : found.outcome;
    const { report } = found;
    expect([word, report === undefined ? "" : [report.passed, report.failed, report.skipped, report.errors].join("/")]).toEqual([verdict, counts]);
    expect([...(report?.failedTests ?? [])].sort()).toEqual([...failedTests].sort());
    expect(report?.total).toBe(report === undefined ? undefined : report.passed + report.failed + report.skipped);
  });

  it.each(RECORDED.filter(({ exit, counts }) => exit !== 0 && counts !== ""))("$name is not believed when the same is printed with exit 0", ({ name }) => {
    expect(classifyTestRun({ end: { type: "exited", code: 0 }, command: "run-the-tests", output: textOf(name) }).outcome).toBe("suspicious");
  });

  it.each(RECORDED)("$name, cut anywhere, never throws, and cut at the front it never turns green", ({ name, exit }) => {
    const text = textOf(name);
    const isRed = exit !== 0 && readTestReport(text) !== undefined;
    const lines = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
    for (const offset of lines) readTestReport(text.slice(0, offset));
    const characters = Array.from({ length: Math.min(80, text.length) }, (_, back) => text.length - back);
    const green = [...lines.map((offset) => offset - 1), ...characters].filter((offset) => {
      const report = readTestReport(text.slice(offset), { isCut: true });
      return report !== undefined && report.passed > 0 && report.failed + report.errors === 0;
    });
    if (isRed) expect(green.map((offset) => text.slice(offset))).toEqual([]);
  });

  it.each(RECORDED)("$name reads the same with CRLF and with colours", ({ name }) => {
    const text = textOf(name);
    expect(readTestReport(text.replaceAll("\n", "\r\n"))).toEqual(readTestReport(text));
    // Colours within colours would break those that are there.
    if (text.includes("\u001b")) return;
    expect(readTestReport(text.replace(/[A-Za-z]{3,}/g, "\u001b[1m\u001b[32m$&\u001b[39m\u001b[22m"))).toEqual(readTestReport(text));
  });
});

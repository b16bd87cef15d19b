import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countOfFailures, failingTests, keepFailures } from "./failing-tests.js";
import { readTestReport } from "./read-test-report.js";

const recorded = (name: string) => readTestReport(readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), "utf8"));

describe("the names of failing tests in recorded outputs", () => {
  it.each<[string, readonly string[]]>([
    ["vitest-fail", ["js/vt/fail.test.js > g > c", "vt/fail.test.js > g > c"]],
    ["jest-fail", ["g › c"]],
    ["mocha-fail", ["g c"]],
    ["mocha-json-fail", ["g c"]],
    ["node-fail", ["adds"]],
    ["node-spec-fail", ["adds"]],
    ["pytest-fail", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
    ["pytest-qq", ["test_fail.py::TestG::test_c", "test_fail.py::test_err"]],
    ["pytest-crash", ["test_crash.py"]],
    ["unittest-fail", ["test_e (ut.bad_u.T.test_e)", "test_f (ut.bad_u.T.test_f)"]],
    ["go-fail", ["TestBad/x_y"]],
    ["go-failv", ["TestBad/x_y"]],
    ["go-json", ["TestBad/x_y"]],
    ["cargo-fail", ["bad"]],
    ["cargo-nextest", ["lab tests::b"]],
    ["mvn-fail", ["FailTest.e", "FailTest.f"]],
    ["mvn-q", ["FailTest.e", "FailTest.f"]],
    ["junit-text", ["divides(CalculatorTest)"]],
    ["gradle-fail", ["CalculatorTest > divides()"]],
    ["phpunit-fail", ["FailTest::testE", "FailTest::testF"]],
    ["rspec-fail", ["g c"]],
    ["dotnet-fail", ["App.Tests.Math.Divides"]],
    ["dotnet-platform", ["App.Tests.Math.Divides"]],
  ])("%s has them all", (name, names) => {
    expect(failingTests(recorded(name), [])).toEqual(names);
  });

  it.each<[string, number]>([
    // A file that could not be loaded, a build that broke, a runner that was ended: nobody names what did not run.
    ["jest-all", 3],
    ["vitest-dot", 6],
    ["vitest-crash", 2],
    ["go-compile", 1],
    ["cargo-crash", 1],
    ["mvn-crash", 1],
    ["rspec-crash", 1],
    ["phpunit-crash", 1],
    // Counted, and not all of them named.
    ["tap-vitest", 2],
    ["dotnet-terminal", 1],
    ["dotnet-list", 1],
    ["phpunit-testdox", 2],
    ["junit-launcher", 1],
  ])("%s does not name all: none counts", (name, failures) => {
    expect([failingTests(recorded(name), []), countOfFailures(recorded(name))]).toEqual([undefined, failures]);
  });

  it("are the same in every tree that the tests ran in", () => {
    const report = recorded("node-crash");
    expect([failingTests(report, []), failingTests(report, ["/repo"]), failingTests(report, ["/rep", "/repo/nt"])]).toEqual([["/repo/nt/crash.test.mjs"], ["nt/crash.test.mjs"], ["crash.test.mjs"]]);
  });

  it("are none of a command that no runner spoke in, or of one that passed", () => {
    expect([failingTests(undefined, []), failingTests(recorded("vitest-pass"), [])]).toEqual([undefined, undefined]);
  });
});

describe("what is kept of a failure", () => {
  it("is names, or a fingerprint of what was printed where they are missing or too many", () => {
    const report = recorded("mocha-fail");
    expect(keepFailures(report, "x", [])).toEqual({ failing: ["g c"], failures: 1 });
    const many = report === undefined ? undefined : { ...report, failed: 101, failedTests: Array.from({ length: 101 }, (_, at) => `t${String(at)}`) };
    expect(keepFailures(many, "x", [])).toEqual({ failures: 101, output: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown });
    expect(keepFailures(undefined, "x", [])).toEqual({ output: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown });
  });
});

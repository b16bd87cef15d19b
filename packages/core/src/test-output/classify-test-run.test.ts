import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyTestRun } from "./classify-test-run.js";
import { readTestReport } from "./read-test-report.js";
import type { TestRunEnd, TestVerdict } from "./test-verdict.js";

const exit = (code: number): TestRunEnd => ({ type: "exited", code });
const judge = (end: TestRunEnd, output: string, command = "npm test"): TestVerdict => classifyTestRun({ end, command, output });
const word = (verdict: TestVerdict): string => (verdict.outcome === "suspicious" ? verdict.suspicion : verdict.outcome === "infrastructure" ? verdict.cause : verdict.outcome);

const GREEN = " RUN  v4.1.12 /repo\n\n Test Files  1 passed (1)\n      Tests  12 passed (12)\n";
const RED = " RUN  v4.1.12 /repo\n\n Test Files  1 failed (1)\n      Tests  1 failed | 11 passed (12)\n";

describe("what is said", () => {
  it.each<[TestRunEnd, string, string]>([
    [exit(0), GREEN, "exit 0; 12 passed, 0 failed (vitest)"],
    [exit(1), RED, "exit 1; 11 passed, 1 failed (vitest)"],
    [exit(0), RED, "exit 0, but the output tells of failures: 11 passed, 1 failed (vitest)"],
    [exit(0), "built\n", "exit 0"],
    [exit(0), "", "exit 0, but nothing was printed"],
    [exit(0), "0 passing\n\n  0 passing (0ms)\n  3 pending\n", "exit 0, but no test ran: 0 passed, 0 failed, 3 skipped (mocha)"],
    [exit(0), "ok  \texample.com/a\t0.1s\nok  \texample.com/b\t(cached)\n", "exit 0; 2 packages passed, 0 failed (go test)"],
    [exit(5), "=== no tests ran in 0.01s ===\n", "exit 5; no test ran (pytest)"],
    [exit(127), "sh: 1: vitest: not found\n", "exit 127: a command or module is missing: sh: 1: vitest: not found"],
    [exit(137), "", "exit 137: the memory did not suffice"],
    [{ type: "signalled", signal: "SIGSEGV" }, "", "ended by SIGSEGV"],
    [{ type: "timed-out", seconds: 120 }, GREEN, "not done after 120 s; 12 passed, 0 failed (vitest)"],
    [{ type: "not-started", message: "vitest was not found" }, "", "it could not be started: vitest was not found"],
    [{ type: "not-allowed", message: "it is not in the list" }, "", "it is not in the list"],
  ])("%j %j is told as %j", (end, output, said) => {
    expect(judge(end, output).said).toBe(said);
  });

  it("says that the numbers are of the end only where the front was cut off", () => {
    expect(classifyTestRun({ end: exit(0), command: "npm test", output: `x\n${GREEN}`, isCut: true }).said).toBe("exit 0; 12 passed, 0 failed (vitest) in what was kept of its output");
  });
});

describe("infrastructure", () => {
  it.each([
    ["command-missing", 126, "sh: ./run: Permission denied\n"],
    ["command-missing", 127, ""],
    ["command-missing", 1, 'npm error Missing script: "test"\nnpm error\n'],
    ["command-missing", 1, 'npm ERR! missing script: test\n'],
    ["command-missing", 1, " ERR_PNPM_NO_SCRIPT  Missing script: test\n"],
    ["command-missing", 1, 'error Command "test" not found.\n'],
    ["command-missing", 1, "/usr/bin/python3: No module named pytest\n"],
    ["command-missing", 1, "Error: Cannot find module '/repo/node_modules/jest/bin/jest.js'\n"],
    ["command-missing", 1, "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'vitest' imported from /repo/vitest.config.ts\n"],
    ["command-missing", 2, "make: *** No rule to make target 'test'.  Stop.\n"],
    ["command-missing", 1, "'vitest' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n"],
    ["command-missing", 101, "error: no such command: `nextest`\n"],
    ["port-in-use", 1, "Error: listen EADDRINUSE: address already in use :::3000\n"],
    ["port-in-use", 1, "OSError: [Errno 98] Address already in use\n"],
    ["no-network", 1, "npm error network request to https://example.invalid/x failed, reason: getaddrinfo ENOTFOUND example.invalid\n"],
    ["no-network", 1, "fatal: unable to access 'https://example.invalid/': Could not resolve host: example.invalid\n"],
    ["no-network", 1, "Error: connect ECONNREFUSED 127.0.0.1:5432\n"],
    ["out-of-memory", 134, "<--- Last few GCs --->\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n"],
    ["out-of-memory", 137, "Killed\n"],
    ["out-of-memory", 1, 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n'],
    ["disk-full", 1, "Error: ENOSPC: no space left on device, write\n"],
  ])("is %s with exit %i and %j", (cause, code, output) => {
    expect(word(judge(exit(code), output))).toBe(cause);
  });

  it("is a kill that nobody asked for, with or without a word, and a program that is not there", () => {
    expect(word(judge({ type: "signalled", signal: "SIGKILL" }, ""))).toBe("out-of-memory");
    expect(word(judge({ type: "signalled", signal: "SIGABRT" }, "FATAL ERROR: JavaScript heap out of memory\n"))).toBe("out-of-memory");
    expect(word(judge({ type: "signalled", signal: "SIGABRT" }, ""))).toBe("failed");
    expect(word(judge({ type: "not-started", message: "spawn nosuch ENOENT" }, ""))).toBe("command-missing");
    expect(word(judge({ type: "not-started", message: "the folder is gone" }, ""))).toBe("not-started");
    expect(word(judge({ type: "not-allowed", message: "no" }, GREEN))).toBe("not-allowed");
  });

  it.each(["connect ECONNREFUSED 127.0.0.1:1", "JavaScript heap out of memory", "ENOSPC: no space left on device", "EADDRINUSE", "sh: 1: nosuch: not found", "No module named pytest"])("is not a failing test that says %j", (text) => {
    expect(word(judge(exit(1), `${text}\n${RED}`))).toBe("failed");
    expect(word(judge(exit(137), `${text}\n${RED}`))).toBe("failed");
  });

  it("is not what a test printed by the way where tests passed and the command failed otherwise", () => {
    expect(word(judge(exit(1), `connect ECONNREFUSED 127.0.0.1:1\n${GREEN}ERROR: Coverage for lines (10%) does not meet global threshold (80%)\n`))).toBe("failed");
    expect(word(judge(exit(127), `${GREEN}sh: 1: deploy: not found\n`))).toBe("command-missing");
  });

  it("is not a module of the project that a test misses: somebody forgot to write it", () => {
    expect(word(judge(exit(1), "Error: Cannot find module './sum.js'\n"))).toBe("failed");
    expect(word(judge(exit(1), "ModuleNotFoundError: No module named 'shop'\n"))).toBe("failed");
  });
});

describe("exit 0 that is not believed", () => {
  it.each([
    ["says-failed", `${RED}all tests passed\n`],
    ["says-failed", " RUN  v4.1.12 /repo\n\ndone\n"],
    ["says-failed", "PHPUnit 9.6.7 by Sebastian Bergmann and contributors.\n\n."],
    ["says-failed", "running 2 tests\n"],
    ["says-failed", "============ test session starts ============\ncollected 3 items\n"],
    ["says-failed", "TAP version 13\nok 1 - a\n"],
    ["says-failed", "TAP version 13\nok 1 - a\n1..3\n"],
    ["says-failed", "1..2\nok 1 - a\nBail out! no database\n"],
    ["says-failed", "sh: 1: vitest: not found\n"],
    ["says-failed", "make: *** [Makefile:2: test] Error 1 (ignored)\n"],
    ["says-failed", "npm error Lifecycle script `test` failed with error:\n"],
    ["says-failed", "node: 3 passed, 2 failed\n"],
    ["says-failed", "[INFO] BUILD FAILURE\n"],
    ["no-test-ran", "No test files found, exiting with code 0\n"],
    ["no-test-ran", "No projects matched the filters in \"/repo\"\n"],
    ["no-test-ran", " Tasks:    0 successful, 0 total\n"],
    ["no-test-ran", "Test Suites: 1 skipped, 0 of 1 total\nTests:       2 skipped, 2 total\n"],
    ["silent", "\n\u001b[0m\n"],
    ["silent", "\n> app@1.0.0 test\n> exit 0\n\n"],
    ["silent", "yarn run v1.22.22\n$ true\nDone in 0.05s.\n"],
  ])("%s: %j", (suspicion, output) => {
    expect(word(judge(exit(0), output))).toBe(suspicion);
  });

  it.each(["tsc --noEmit", "npx tsc", "./node_modules/.bin/eslint src", "test -f a", "[ -f a ]", "! grep -q TODO src/a.ts", "cat a | grep -q b", "git diff --exit-code", "cd web && npx tsc -p .", "(cd web && tsc)", "CI=1 eslint .", "diff a b && cmp c d", "cargo check -q", "python3 -m py_compile a.py", "grep -iq 'a && b' c", "mvn -B -q test", "./gradlew test --quiet", "eslint . 2> /dev/null", "sh -c 'test \"$(sh greet.sh Ada)\" = \"Hello, Ada\"'"])("silence of `%s` is good", (command) => {
    const verdict = judge(exit(0), "", command);
    expect([verdict.outcome, verdict.said.startsWith("exit 0; ")]).toEqual(["passed", true]);
  });

  it.each(["true", ":", "exit 0", "npm test", "pnpm test", "yarn test", "tsc; true", "npx tsc || true", "cd web", "git diff", "grep a b", "jest --silent", "sh run.sh", "sh -c 'exit 0'", "sh -c", "node check.js", "", "echo", "cargo check", "'test' || echo"])("silence of `%s` is not", (command) => {
    expect(word(judge(exit(0), "", command))).toBe("silent");
  });

  it("looks at the script that ran, not at who ran it", () => {
    expect(judge(exit(0), "\n> app@1.0.0 lint\n> eslint src\n\n", "npm run lint").said).toBe("exit 0; eslint prints findings only");
    expect(word(judge(exit(0), "\n> app@1.0.0 pretest /repo\n> eslint src\n\n\n> app@1.0.0 test /repo\n> exit 0\n\n", "pnpm test"))).toBe("silent");
  });
});

describe("prose", () => {
  it.each(["12 passed", "all tests passed", "Tests: all good, 12 passed", "ok", "OK", "PASS", "Ran everything: 12 passed, 0 failed", "12 passing", "1..", "Tests passed: 12", "# pass 12", "test result: fine. 12 passed"])("%j counts for nothing", (text) => {
    expect(readTestReport(`${text}\n`)).toBeUndefined();
    expect(judge(exit(0), `${text}\n`, `echo "${text}"`)).toEqual({ outcome: "passed", said: "exit 0", report: undefined });
    expect(judge(exit(1), `${text}\n`).outcome).toBe("failed");
  });
});

describe("any text", () => {
  const line = fc.oneof(
    fc.constantFrom(" RUN  v4.1.12 /repo", " Test Files  1 passed (1)", "      Tests  1 failed | 2 passed (3)", "Tests:       1 failed, 3 total", "  1 passing (1s)", "  1 failing", "  1) a", "TAP version 13", "1..2", "not ok 1 - a {", "    ok 1", "}", "# tests 1", "ℹ cancelled 0", "Ran 1 test in 0.1s", "OK", "running 1 test", "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out", "--- FAIL: A/b (0.1s)", "FAIL\tx\t0.1s", '{"Action":"pass","Package":"p","Test":7}', '{"Action":', "web:test: x", "3 tests completed, 1 failed", "Tests: 1, Assertions: 1.", "1 example, 9 failures", '  "stats": {', "Total tests: 1"),
    fc.string({ unit: "binary" }),
  );
  const anyEnd = fc.oneof(fc.integer({ min: 0, max: 255 }).map(exit), fc.constantFrom<TestRunEnd>({ type: "signalled", signal: "SIGTERM" }, { type: "timed-out", seconds: 1 }, { type: "not-started", message: "x" }, { type: "not-allowed", message: "x" }));

  it("has one verdict, never throws, and is green only with exit 0 and no failure counted", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), anyEnd, fc.string(), fc.boolean(), (lines, end, command, isCut) => {
        const verdict = classifyTestRun({ end, command, output: lines.join("\n"), isCut });
        const { report } = verdict;
        for (const count of report === undefined ? [] : [report.passed, report.failed, report.skipped, report.errors]) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        if (verdict.outcome === "passed") {
          expect(end).toEqual(exit(0));
          expect(report === undefined || (report.passed > 0 && report.failed + report.errors === 0)).toBe(true);
        }
        for (const control of ["\r", "\n", "\u001b"]) expect(verdict.said).not.toContain(control);
      }),
    );
  });

  it("ends soon on much of what patterns could trip over", () => {
    for (const part of ["0 a, ", "1 failed | ", "    ", "[web] ", "=", "\u001b[", "\u001b]", "a:b: ", "{\"Action\":\"", "--- FAIL: a/", "sh: ", "1 a\n", "running 1 test\n", "ok 1\n", "FAIL\tx\t1s\n"]) {
      const verdict = classifyTestRun({ end: exit(1), command: part, output: part.repeat(Math.floor((128 * 1024) / part.length)) });
      expect(verdict.outcome).toBe("failed");
    }
  });
});

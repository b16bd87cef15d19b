import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { differenceOf, undocumentedIn } from "../scripts/workspace/api-report.mjs";
import { findingsIn } from "../scripts/workspace/pack.mjs";
import { root } from "./checkout.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs workspace "));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the counts of a test run", () => {
  const count = (name: string, files: Readonly<Record<string, string>>): unknown => {
    const project = path.join(folder, name);
    mkdirSync(project);
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(project, file), text);
    const countsFile = path.join(project, "counts.json");
    const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
    const reporter = path.join(root, "scripts/workspace/count-reporter.mjs");
    spawnSync(process.execPath, [vitest, "run", "--globals", "--root", project, `--reporter=${reporter}`], { env: { ...process.env, DGS_TEST_COUNTS: countsFile } });
    return JSON.parse(readFileSync(countsFile, "utf8"));
  };

  it("hold each test, each file that could not be loaded, each error outside of a test, and why tests were skipped", () => {
    const files = {
      "mixed.test.js": 'it("a", () => {});\nit("b", () => { throw new Error("b"); });\nit.skip("c", () => {});\nit("d", (test) => test.skip("no corpus here"));\nit.todo("e");\n',
      "unloadable.test.js": 'import "./nowhere.js";\nit("f", () => {});\n',
      "teardown.test.js": 'afterAll(() => { throw new Error("g"); });\nit("g", () => {});\n',
      "outside.test.js": 'it("h", () => { Promise.reject(new Error("h")); });\n',
    };
    expect(count("mixed", files)).toEqual({ passed: 3, failed: 4, skipped: 3, reasons: ["no corpus here"] });
  });

  it("hold nothing when nothing is found", () => {
    expect(count("empty", {})).toEqual({ passed: 0, failed: 0, skipped: 0, reasons: [] });
  });
});

describe("the API reports", () => {
  it("tell of an export without a doc comment, not of a member without one", () => {
    const report = "// @public\nexport interface Job {\n    // (undocumented)\n    readonly path: string;\n}\n\n// @public (undocumented)\nexport const a = 1;\n";
    expect(undocumentedIn(report)).toEqual(["export const a = 1;"]);
  });

  it("tell what went and what came", () => {
    expect(differenceOf("a\nb\n", "a\nc\n")).toBe("  - b\n  + c");
    expect(differenceOf("a\nb\n", "b\na\n")).toContain("order");
  });
});

describe("the tarballs", () => {
  const tarball = (...entries: string[]): object => ({ name: "@dgs/x", manifest: {}, file: "x.tgz", entries });

  it.each([
    ["whole", tarball("README.md", "dist/index.js", "src/index.ts"), /^$/],
    ["without README", tarball("dist/index.js"), /ships no README/],
    ["without build", tarball("README.md", "src/index.ts"), /ships no dist/],
    ["with tests", tarball("README.md", "dist/index.js", "src/a.test.ts"), /ships tests: src\/a\.test\.ts/],
    ["with crash tests", tarball("README.md", "dist/index.js", "src/a.crash.ts"), /ships tests/],
    ["with fixtures", tarball("README.md", "dist/index.js", "src/fixtures/a.md"), /ships tests/],
  ])("that are %s are told", (_, packed, says) => {
    expect(findingsIn([packed]).join("\n")).toMatch(says);
  });
});

describe("scripts/workspace.mjs", () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [path.join(root, "scripts/workspace.mjs"), ...args], { encoding: "utf8" });

  it.each([[["nonsense"]], [[]], [["constructor"]]])("refuses the task %j and lists the tasks", (args) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    for (const task of ["test", "test:slow", "test:crash", "test:agents", "test:browser", "check", "demo", "bench", "browser"]) expect(stderr).toContain(`  ${task} `);
  });

  it.each([[["--from-roadmaps"]], [["--from-roadmap", "v2"]]])("the demo refuses %j, and plays nothing", (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "scripts/demo.mjs"), ...args], { encoding: "utf8" });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`does not know ${args.join(" ")}. Usage: npm run demo [-- --from-roadmap]`);
  });

  it("refuses an old Node in words", () => {
    const preload = path.join(folder, "old.cjs");
    writeFileSync(preload, 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.9" } });\n');
    const { status, stderr } = spawnSync(process.execPath, ["--require", preload, path.join(root, "scripts/workspace.mjs"), "test"], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain("DGS needs Node 20.19 or newer; this is 20.18.9.");
  });
});

describe.skipIf(process.platform === "win32")(".ci/run", () => {
  /** Runs .ci/run in a checkout of its own, where `npm` is a script that behaves as told for each task. */
  const ci = (behaviour: Readonly<Record<string, string>>) => {
    const checkout = mkdtempSync(path.join(folder, "checkout "));
    mkdirSync(path.join(checkout, ".ci"));
    mkdirSync(path.join(checkout, "bin"));
    copyFileSync(path.join(root, ".ci/run"), path.join(checkout, ".ci/run"));
    const cases = Object.entries(behaviour).filter(([task]) => task !== "nodegit" && task !== "browser").map(([task, script]) => `${task}) ${script} ;;`);
    // The build of the second git engine and the look for a browser have options behind their names, and count nothing.
    writeFileSync(path.join(checkout, "bin/npm"), `#!/bin/sh\n[ "$3" = nodegit ] && exit ${behaviour["nodegit"] ?? "0"}\n[ "$3" = browser ] && exit ${behaviour["browser"] ?? "0"}\nfor task do :; done\ncase "$task" in\n${cases.join("\n")}\n*) exit 99 ;;\nesac\n`);
    chmodSync(path.join(checkout, "bin/npm"), 0o755);
    const env = { ...process.env, PATH: `${path.join(checkout, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}` };
    const { status, stdout } = spawnSync("bash", [path.join(checkout, ".ci/run")], { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
    return { status, last: stdout.trimEnd().split("\n").at(-1) };
  };
  const counts = (passed: number, failed: number): string => `echo "${String(passed)} ${String(failed)}" >> "$DGS_COUNTS"; exit ${failed === 0 ? "0" : "1"}`;

  it("adds up tests and checks", () => {
    expect(ci({ test: counts(100, 0), "test:slow": counts(15, 0), "test:crash": counts(3, 0), "test:agents": counts(2, 0), "test:browser": counts(1, 0), check: counts(8, 0) })).toEqual({ status: 0, last: "131 passed, 0 failed" });
  });

  it("fails when one of them failed, and still runs the others", () => {
    expect(ci({ test: counts(99, 1), "test:slow": counts(15, 0), "test:crash": counts(3, 0), "test:agents": counts(2, 0), "test:browser": counts(1, 0), check: counts(7, 1) })).toEqual({ status: 1, last: "129 passed, 2 failed" });
  });

  it("counts a second git engine that was not built for a failure, and still runs the others", () => {
    expect(ci({ nodegit: "1", test: counts(100, 0), "test:slow": counts(15, 0), "test:crash": counts(3, 0), "test:agents": counts(2, 0), "test:browser": counts(1, 0), check: counts(8, 0) })).toEqual({ status: 1, last: "130 passed, 1 failed" });
  });

  it("counts a Chromium that is not there for a failure, and still runs the others", () => {
    expect(ci({ browser: "1", test: counts(100, 0), "test:slow": counts(15, 0), "test:crash": counts(3, 0), "test:agents": counts(2, 0), "test:browser": counts(1, 0), check: counts(8, 0) })).toEqual({ status: 1, last: "130 passed, 1 failed" });
  });

  it.each([
    ["ended badly and counted nothing", "exit 1"],
    ["ended well and counted nothing", "exit 0"],
    ["ended badly and counted no failure", 'echo "5 0" >> "$DGS_COUNTS"; exit 1'],
    ["was killed", "kill -9 $$"],
  ])("takes a task that %s for a failure", (_, script) => {
    const { status, last } = ci({ test: counts(10, 0), "test:slow": counts(3, 0), "test:agents": counts(2, 0), "test:browser": counts(1, 0), "test:crash": script, check: counts(8, 0) });
    expect(status).toBe(1);
    expect(last).toMatch(/^\d+ passed, 1 failed$/);
  });
});

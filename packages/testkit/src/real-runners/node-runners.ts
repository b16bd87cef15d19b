import { createRequire } from "node:module";
import path from "node:path";
import { fetchPackage } from "./find-program.js";
import type { RealRunner } from "./real-runner.js";

const NODE_FILES = {
  "passing.test.mjs": 'import test from "node:test";\ntest("a", () => {});\ntest("b", () => {});\ntest("c", { skip: true }, () => {});\n',
  "failing.test.mjs": 'import test from "node:test";\ntest("a", () => {});\ntest("b", () => { throw new Error("connect ECONNREFUSED: out of memory"); });\n',
  "none.test.mjs": 'console.log("all tests passed");\n',
  "crash.test.mjs": 'import test from "node:test";\ntest("a", () => { process.abort(); });\n',
  "timeout.test.mjs": 'import test from "node:test";\ntest("a", async () => { setInterval(() => {}, 1000); await new Promise(() => {}); });\n',
};

function nodeTest(reporter: "spec" | "tap"): RealRunner {
  return { name: `node:test (${reporter})`, files: NODE_FILES, locate: () => (form) => [process.execPath, "--test", `--test-reporter=${reporter}`, `${form}.test.mjs`] };
}

/** Calls that vitest and jest both have. */
function globalsFiles(ending: string): Readonly<Record<string, string>> {
  return {
    [`passing.${ending}`]: 'test("a", () => {});\ntest("b", () => {});\ntest.skip("c", () => {});\n',
    [`failing.${ending}`]: 'test("a", () => {});\ntest("b", () => { throw new Error("connect ECONNREFUSED: out of memory"); });\n',
    [`none.${ending}`]: 'test.skip("a", () => {});\n',
    [`crash.${ending}`]: 'throw new Error("all tests passed");\n',
    [`timeout.${ending}`]: 'test("a", async () => { setInterval(() => {}, 1000); await new Promise(() => {}); }, 3600000);\n',
  };
}

const vitest: RealRunner = {
  name: "vitest",
  files: { ...globalsFiles("test.js"), "package.json": '{ "type": "module" }\n' },
  locate: () => {
    const file = path.join(path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
    return (form) => [process.execPath, file, "run", "--globals", `./${form}.test.js`];
  },
};

const jest: RealRunner = {
  name: "jest",
  files: { ...globalsFiles("test.js"), "package.json": '{ "jest": { "testEnvironment": "node" } }\n' },
  locate: () => {
    const found = fetchPackage("jest", "29.7.0", "bin/jest.js");
    return typeof found === "string" ? found : (form) => [process.execPath, found.file, `${form}.test.js`];
  },
};

const MOCHA_FILES = {
  "passing.cjs": 'it("a", () => {});\nit("b", () => {});\nit.skip("c", () => {});\n',
  "failing.cjs": 'it("a", () => {});\nit("b", () => { throw new Error("connect ECONNREFUSED: out of memory"); });\n',
  "none.cjs": 'console.log("all tests passed");\n',
  "crash.cjs": 'it("a", () => { process.abort(); });\n',
  "timeout.cjs": 'it("a", function () { this.timeout(0); setInterval(() => {}, 1000); return new Promise(() => {}); });\n',
};

function mocha(reporter: "spec" | "dot" | "tap" | "json"): RealRunner {
  return {
    name: `mocha (${reporter})`,
    files: MOCHA_FILES,
    locate: () => {
      const found = fetchPackage("mocha", "11.8.0", "bin/mocha.js");
      return typeof found === "string" ? found : (form) => [process.execPath, found.file, "--reporter", reporter, `${form}.cjs`];
    },
  };
}

/** Test runners that are programs of Node. */
export const NODE_RUNNERS: readonly RealRunner[] = [nodeTest("spec"), nodeTest("tap"), vitest, jest, mocha("spec"), mocha("dot"), mocha("tap"), mocha("json")];

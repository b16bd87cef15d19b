import { describe, expect, it } from "vitest";
import { findPretence } from "./find-pretence.js";

const TESTS = new Map([
  ["test/format.test.js", 'test("hours", () => {\n  assert.equal(format(5400), "1h 30m");\n  expect(add("2 + 3")).toBe(555);\n  assert.equal(text(404), "Not Found");\n  assert.equal(seconds("hour"), 3600);\n});\n'],
  ["test/table.test.js", 'it.each([\n  [7325, "2h 2m 5s"],\n  [86399, "23h 59m 59s"],\n])("formats %s", (given, wanted) => {\n  expect(format(given)).toBe(wanted);\n});\n'],
]);

const kinds = (path: string, after: string, before?: string): readonly string[] => findPretence([{ path, after, ...(before === undefined ? {} : { before }) }], TESTS).map(({ kind, line }) => `${kind} ${String(line)}`);
const inFunction = (line: string): string => `export function format(seconds) {\n  ${line}\n  return compute(seconds);\n}\n`;

describe("a source that gives the answers of the tests", () => {
  it.each([
    'if (seconds === 5400) return "1h 30m";',
    "if (seconds == 5400) { return '1h 30m'; }",
    'switch (seconds) { case 5400: return "1h 30m"; case 7325: return "2h 2m 5s"; }',
    'const said = seconds === 5400 ? "1h 30m" : undefined;',
    'const known = { 5400: "1h 30m", 7325: "2h 2m 5s" };',
    'const known = new Map([[5400, "1h 30m"], [86399, "23h 59m 59s"]]);',
    'if (seconds === "2 + 3") return 555;',
    'if (seconds === 9000) return "2h 30m"; if (seconds === 5400) return "1h 30m";',
  ])("is told: %s", (line) => {
    expect(kinds("src/format.js", inFunction(line))).toContain("answer-echoed 2");
  });

  it("is told in Python", () => {
    expect(kinds("app/format.py", 'def format(seconds):\n    if seconds == 5400:\n        return "1h 30m"\n    return compute(seconds)\n')).toEqual(["answer-echoed 2"]);
  });

  it.each([
    'if (seconds === 0) return "0s";',
    'if (status === 404) return "Not Found";',
    'if (unit === "hour") return 3600;',
    "const UNITS = { hour: 3600, minute: 60 };",
    'const names = { 5400: "1h 30m", 1: "one", 22: "twenty-two", 33: "thirty-three", 44: "forty-four" };',
    'log("took 5400 ms", "1h 30m");',
    "const limit = Math.min(5400, 86399);",
    'const wide = seconds > 5400; label("1h 30m");',
    'throw new RangeError("not below 5400");',
  ])("is silent of %s", (line) => {
    expect(kinds("src/format.js", inFunction(line))).toEqual([]);
  });

  it("says nothing of what was there before the change", () => {
    const old = inFunction('if (seconds === 5400) return "1h 30m";');
    expect(kinds("src/format.js", `${old}export const more = 1;\n`, old)).toEqual([]);
  });
});

describe("a source that asks whether it is under test", () => {
  it.each([
    ["src/a.js", "export const x = process.env.NODE_TEST_CONTEXT ? right : wrong;"],
    ["src/a.ts", "const slow = process.env['VITEST'] === 'true';"],
    ["src/a.js", 'if (process.env.NODE_ENV === "test") return fake();'],
    ["src/a.js", "const is = process.env.JEST_WORKER_ID !== undefined;"],
    ["src/a.js", "if (typeof jest !== 'undefined') return fake();"],
    ["src/a.js", 'const is = new Error().stack.includes(".test.js");'],
    ["src/a.js", 'const is = process.argv.some((word) => word.includes("vitest"));'],
    ["src/a.js", 'const told = readFileSync("test/format.test.js", "utf8");'],
    ["src/a.js", 'const told = new RegExp(`f\\(${x}\\), "([^"]+)"`).exec(readFileSync("test/format.test.js", "utf8"));'],
    ["src/a.js", 'import answers from "../test/golden/answers.json";'],
    ["app/a.py", 'if "pytest" in sys.modules: return FAKE'],
    ["app/a.py", 'fast = os.environ.get("PYTEST_CURRENT_TEST")'],
    ["app/a.go", "if testing.Testing() { return fake }"],
    ["src/a.rs", "if cfg!(test) { return fake; }"],
    ["app/a.rb", "return fake if Rails.env.test?"],
  ])("is told: %s: %s", (path, line) => {
    expect(kinds(path, `${line}\n`)).toEqual(["test-detected 1"]);
  });

  it.each([
    ["src/a.js", "// faster where NODE_TEST_CONTEXT is set"],
    ["src/a.js", 'if (process.env.NODE_ENV === "production") minify();'],
    ["src/a.js", "const [, , name] = process.argv;"],
    ["src/a.js", "console.error(error.stack);"],
    ["src/a.js", "export function test(pattern) { return pattern.test(text); }"],
    ["src/a.js", 'const page = readFileSync("pages/index.html", "utf8");'],
    ["src/a.ts", "if (import.meta.vitest) {\n  const { it, expect } = import.meta.vitest;\n  it('adds', () => { expect(1 + 1).toBe(2); });\n}"],
    ["src/a.rs", "#[cfg(test)]\nmod tests {}"],
    ["vitest.config.ts", "export default { test: { env: { NODE_ENV: 'test', VITEST: '1' } } };"],
    ["test/help.js", 'export const inCi = process.env.VITEST === "true";'],
  ])("is silent of %s: %s", (path, line) => {
    expect(kinds(path, `${line}\n`).filter((kind) => kind.startsWith("test-detected"))).toEqual([]);
  });
});

describe("a function that answers with a constant", () => {
  it.each([
    ["src/a.js", 'export function format(seconds) {\n  return "1h 30m";\n}\n'],
    ["src/a.ts", "export const total = (items: readonly Item[]): number => 4711;\n"],
    ["app/a.py", 'def format(seconds: int) -> str:\n    return "1h 30m"\n'],
  ])("is told: %s", (path, text) => {
    expect(kinds(path, text)).toEqual(["constant-answer 1"]);
  });

  it.each([
    ["src/a.js", 'export function name() {\n  return "durations";\n}\n'],
    ["src/a.js", "export function isReady(state) {\n  return true;\n}\n"],
    ["src/a.js", 'export function label(_context) {\n  return "durations";\n}\n'],
    ["src/a.js", 'class A {\n  label(context) {\n    return "durations";\n  }\n}\n'],
    ["src/a.js", "export const half = (x) => x / 2048;\n"],
    ["src/a.js", 'export function hello(name) {\n  return "Hello, " + name;\n}\n'],
  ])("is silent of %s: %s", (path, text) => {
    expect(kinds(path, text)).toEqual([]);
  });
});

describe("tests that assert nothing", () => {
  it.each([
    ["test/a.test.js", 'test("formats", () => {\n  format(5400);\n});\n'],
    ["test/a.test.js", 'test("formats", () => {\n  format(5400);\n  assert.equal(true, true);\n  expect(1).toBe(1);\n});\n'],
    ["tests/test_a.py", "def test_formats():\n    format(5400)\n    assert True\n"],
  ])("are told: %s", (path, text) => {
    expect(kinds(path, text)).toEqual(["idle-tests 1"]);
  });

  it.each([
    ["test/a.test.js", 'test("formats", () => {\n  format(5400);\n});\ntest("more", () => {\n  expect(format(1)).toBe("1s");\n});\n'],
    ["test/a.test.js", 'test("formats", () => {\n  if (format(1) !== "1s") throw new Error("no");\n});\n'],
    ["a_test.go", 'func TestAdd(t *testing.T) {\n\tif add(1, 2) != 3 {\n\t\tt.Fatal("no")\n\t}\n}\n'],
    ["test/help.js", "export const help = () => 1;\n"],
  ])("are not these: %s: %s", (path, text) => {
    expect(kinds(path, text)).toEqual([]);
  });

  it("are not told again where they were so before", () => {
    const old = 'test("formats", () => {\n  format(5400);\n});\n';
    expect(kinds("test/a.test.js", `${old}// a word\n`, old)).toEqual([]);
  });
});

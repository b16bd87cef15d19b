import { describe, expect, it } from "vitest";
import { compareGate } from "./compare-gate.js";
import { gateScriptsWanted } from "./gate-scripts.js";
import type { ChangedFile, GateChange } from "./types.js";

const COMMANDS = ["npm test", "npm run check -- --run", "make verify", "bash scripts/gate.sh", "pytest -q"];

function compare(files: readonly ChangedFile[], scripts: Readonly<Record<string, string>> = {}, planned: readonly string[] = []): readonly GateChange[] {
  return compareGate(files, { commands: COMMANDS, planned, scripts: new Map(Object.entries(scripts)) });
}

const said = (changes: readonly GateChange[]): string[] => changes.map(({ kind, severity }) => `${severity} ${kind}`);
const of = (path: string, before: string | undefined, after: string | undefined): readonly string[] => said(compare([{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]));

const js = `import { expect, it } from "vitest";
import { add } from "../src/add.js";

describe("add", () => {
  it("adds", () => {
    const result = add(1, 2);
    expect(result).toBe(3);
    expect(result).not.toBe(4);
  });

  it("adds nothing", () => {
    expect(add(0, 0)).toBe(0);
  });
});
`;
const py = `import pytest
from app.add import add


class TestAdd:
    def test_adds(self):
        assert add(1, 2) == 3
        self.assertEqual(add(2, 2), 4)

    def test_nothing(self):
        assert add(0, 0) == 0
`;
const go = `package add

import "testing"

func TestAdd(t *testing.T) {
	if Add(1, 2) != 3 {
		t.Fatal("wrong")
	}
	assert.Equal(t, 3, Add(1, 2))
}
`;
const rust = `#[test]
fn adds() {
    assert_eq!(add(1, 2), 3);
}
`;
const java = `class AddTest {
  @Test
  void adds() {
    assertEquals(3, add(1, 2));
  }
}
`;
const csharp = `public class AddTests {
  [Fact]
  public void Adds() {
    Assert.Equal(3, Add(1, 2));
  }
}
`;
const php = `<?php
class AddTest extends TestCase {
  public function testAdds() {
    $this->assertSame(3, add(1, 2));
  }
}
`;
const ruby = `describe "add" do
  it "adds" do
    expect(add(1, 2)).to eq(3)
  end
end
`;
const swap = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, () => to);
};

describe("a test file", () => {
  it.each<[string, string, string, string, string, string[]]>([
    ["a test is gone", "test/add.test.ts", js, '  it("adds nothing", () => {\n    expect(add(0, 0)).toBe(0);\n  });\n', "", ["person test-removed"]],
    ["a test is commented out", "test/add.test.ts", js, '    expect(add(0, 0)).toBe(0);\n  });\n});', '  });\n});\n// expect(add(0, 0)).toBe(0);', ["person assertion-removed"]],
    ["it.skip", "test/add.test.ts", js, 'it("adds"', 'it.skip("adds"', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["xit", "test/add.test.ts", js, 'it("adds"', 'xit("adds"', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["it.only", "test/add.test.ts", js, 'it("adds"', 'it.only("adds"', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["describe.skip", "test/add.test.ts", js, 'describe("add"', 'describe.skip("add"', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["skip as an option", "test/add.test.ts", js, 'it("adds", () =>', 'it("adds", { skip: true }, () =>', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["t.skip inside", "a.test.mjs", 'test("a", (t) => {\n  assert.equal(a(), 1);\n});\n', "{\n", "{\n  t.skip();\n", ["person test-skipped", "listed test-changed"]],
    ["toBe became toBeDefined", "test/add.test.ts", js, "expect(result).toBe(3)", "expect(result).toBeDefined()", ["person assertion-loosened"]],
    ["toBe became toBeTruthy", "test/add.test.ts", js, "expect(add(0, 0)).toBe(0)", "expect(add(0, 0)).toBeTruthy()", ["person assertion-loosened"]],
    ["a value became expect.anything()", "test/add.test.ts", js, "expect(result).toBe(3)", "expect(result).toEqual(expect.anything())", ["person assertion-loosened"]],
    ["an assertion is gone", "test/add.test.ts", js, "    expect(result).not.toBe(4);\n", "", ["person assertion-removed"]],
    ["another value is expected", "test/add.test.ts", js, "toBe(3)", "toBe(-1)", ["person expectation-changed"]],
    ["not is gone", "test/add.test.ts", js, ".not.toBe(4)", ".toBe(4)", ["person assertion-loosened"]],
    ["not came", "test/add.test.ts", js, "toBe(3)", "not.toBe(3)", ["person assertion-loosened"]],
    ["or is accepted", "test/add.test.ts", js, "expect(result).toBe(3)", "expect(result || 3).toBe(3)", ["person assertion-loosened"]],
    ["something else is asserted", "test/add.test.ts", js, "expect(add(0, 0)).toBe(0)", "expect(0).toBe(0)", ["person assertion-removed", "listed assertion-tightened"]],
    ["an early return", "test/add.test.ts", js, "    const result", "    return;\n    const result", ["person not-understood"]],
    ["what is tested is another function", "test/add.test.ts", js, "const result = add(1, 2);", "const result = 3;", ["person not-understood", "listed test-changed"]],
    ["what is tested comes from elsewhere", "test/add.test.ts", js, "../src/add.js", "./fake.js", ["person not-understood"]],
    ["a mock came", "test/add.test.ts", js, "describe(", 'vi.mock("../src/add.js", () => ({ add: () => 3 }));\ndescribe(', ["person not-understood"]],
    ["a row of a table is gone", "a.test.ts", 'it.each([\n  [1, 2],\n  [3, 4],\n])("a %s", (x, y) => {\n  expect(x).toBe(y);\n});\n', "  [3, 4],\n", "", ["person not-understood"]],
    ["pytest.mark.skip", "tests/test_add.py", py, "    def test_adds", "    @pytest.mark.skip\n    def test_adds", ["person test-skipped", "listed test-changed"]],
    ["xfail", "tests/test_add.py", py, "    def test_adds", "    @pytest.mark.xfail(reason='x')\n    def test_adds", ["person test-skipped", "listed test-changed"]],
    ["assertEqual became assertTrue", "tests/test_add.py", py, "self.assertEqual(add(2, 2), 4)", "self.assertTrue(add(2, 2))", ["person assertion-loosened"]],
    ["== became is not None", "tests/test_add.py", py, "assert add(1, 2) == 3", "assert add(1, 2) is not None", ["person assertion-loosened"]],
    ["assert True", "tests/test_add.py", py, "assert add(0, 0) == 0", "assert True", ["person assertion-removed", "listed assertion-tightened"]],
    ["a test of Python is renamed to no test", "tests/test_add.py", py, "def test_nothing", "def nothing", ["person test-removed", "listed test-changed"]],
    ["t.Skip", "add_test.go", go, "\tif Add", '\tt.Skip("later")\n\tif Add', ["person test-skipped", "listed test-changed"]],
    ["a build tag", "add_test.go", go, "package add", "//go:build never\n\npackage add", ["person test-skipped"]],
    ["t.Fatal is gone", "add_test.go", go, '\t\tt.Fatal("wrong")\n', "", ["person assertion-removed"]],
    ["#[ignore]", "tests/add.rs", rust, "fn adds", "#[ignore]\nfn adds", ["person test-skipped", "listed test-changed"]],
    ["assert_eq! became assert!", "tests/add.rs", rust, "assert_eq!(add(1, 2), 3)", "assert!(add(1, 2) > 0)", ["person assertion-loosened"]],
    ["@Disabled", "src/test/java/AddTest.java", java, "  @Test", "  @Disabled\n  @Test", ["person test-skipped", "listed test-changed"]],
    ["[Fact(Skip)]", "AddTests.cs", csharp, "[Fact]", '[Fact(Skip = "x")]', ["person test-skipped", "person not-understood", "listed test-changed"]],
    ["markTestSkipped", "tests/AddTest.php", php, "    $this", "    $this->markTestSkipped();\n    $this", ["person test-skipped", "listed test-changed"]],
    ["another value in PHP", "tests/AddTest.php", php, "assertSame(3,", "assertSame(4,", ["person expectation-changed"]],
    ["a value in Ruby", "spec/add_spec.rb", ruby, "eq(3)", "eq(4)", ["person expectation-changed"]],
    ["xit in Ruby", "spec/add_spec.rb", ruby, 'it "adds"', 'xit "adds"', ["person test-skipped", "person not-understood", "listed test-changed"]],
  ])("%s: a person looks", (_, path, text, from, to, expected) => {
    const found = of(path, text, swap(text, from, to));
    expect(found.some((each) => each.startsWith("person"))).toBe(true);
    expect(found).toEqual(expected);
  });

  it.each<[string, string, string, string, string, string[]]>([
    ["a new test", "test/add.test.ts", js, '  it("adds nothing"', '  it("adds more", () => {\n    if (x) return;\n    expect(add(5, 5)).toBe(10);\n  });\n\n  it("adds nothing"', ["listed tests-added"]],
    ["a new assertion", "test/add.test.ts", js, "    expect(result).not", "    expect(result).toBeGreaterThan(2);\n    expect(result).not", ["listed assertion-tightened"]],
    ["a comment", "test/add.test.ts", js, "    const result", "    // skip nothing\n    const result", []],
    ["a format", "test/add.test.ts", js, '  it("adds nothing", () => {\n    expect(add(0, 0)).toBe(0);\n  });', "  it('adds nothing', () => {\n    expect(\n      add(\n        0,\n        0,\n      ),\n    ).toBe(0)\n  })", []],
    ["a test with another name", "test/add.test.ts", js, '"adds nothing"', '"adds zeros"', ["listed test-changed", "listed tests-added"]],
    ["a variable with another name", "test/add.test.ts", js, "    const result = add(1, 2);\n    expect(result).toBe(3);\n    expect(result).not", "    const sum = add(1, 2);\n    expect(sum).toBe(3);\n    expect(sum).not", ["listed test-changed"]],
    ["async", "test/add.test.ts", js, 'it("adds", () => {\n    const result = add', 'it("adds", async () => {\n    const result = await add', ["listed test-changed"]],
    ["tests in another order", "test/add.test.ts", js, '  it("adds", () => {\n    const result = add(1, 2);\n    expect(result).toBe(3);\n    expect(result).not.toBe(4);\n  });\n\n  it("adds nothing", () => {\n    expect(add(0, 0)).toBe(0);\n  });\n', '  it("adds nothing", () => {\n    expect(add(0, 0)).toBe(0);\n  });\n\n  it("adds", () => {\n    const result = add(1, 2);\n    expect(result).toBe(3);\n    expect(result).not.toBe(4);\n  });\n', []],
    ["the module lies elsewhere", "test/add.test.ts", js, "../src/add.js", "../src/math/add.js", ["listed test-changed"]],
    ["more is imported", "test/add.test.ts", js, "{ add }", "{ add, sub }", ["listed test-changed"]],
    ["a time limit", "a.test.ts", 'it("a", () => {\n  expect(a()).toBe(1);\n}, 1000);\n', "1000", "5000", ["listed timeout-changed"]],
    ["a stricter check", "test/add.test.ts", js, "expect(result).toBe(3)", "expect(result).toStrictEqual(3)", ["listed assertion-tightened"]],
    ["a new test of Python", "tests/test_add.py", py, "    def test_nothing", "    def test_more(self):\n        assert add(3, 3) == 6\n\n    def test_nothing", ["listed tests-added"]],
    ["a new case of Go", "add_test.go", go, "\tassert.Equal(t, 3, Add(1, 2))", "\tassert.Equal(t, 3, Add(1, 2))\n\tassert.Equal(t, 5, Add(2, 3))", ["listed assertion-tightened"]],
    ["skip as the text of a test", "test/add.test.ts", js, '  it("adds nothing"', '  it("can skip", () => {\n    expect("it.skip(").toBe("it.skip(");\n  });\n\n  it("adds nothing"', ["listed tests-added"]],
  ])("%s is only told, or not at all", (_, path, text, from, to, expected) => {
    const found = of(path, text, swap(text, from, to));
    expect(found).toEqual(expected);
  });

  it("that is gone, new, unread or no more found by its runner", () => {
    expect(of("test/add.test.ts", js, undefined)).toEqual(["person file-deleted"]);
    expect(of("test/add.test.ts", undefined, js)).toEqual(["listed tests-added"]);
    expect(said(compare([{ path: "test/add.test.ts", unread: true }]))).toEqual(["person not-understood"]);
    expect(said(compare([{ path: "test/add.ts.bak", renamedFrom: "test/add.test.ts", before: js, after: js }]))).toEqual(["person file-deleted"]);
    expect(said(compare([{ path: "test/sum.test.ts", renamedFrom: "test/add.test.ts", before: js, after: js }]))).toEqual(["listed test-moved"]);
    expect(of("test/add.test.ts", js, "")).toEqual(["person test-removed", "person not-understood"]);
    expect(of("src/add.ts", "export const add = 1;", "export const add = 2;")).toEqual([]);
  });

  it("whose tests moved to another file has lost none", () => {
    const test = '  it("adds nothing", () => {\n    expect(add(0, 0)).toBe(0);\n  });\n';
    const files = (text: string): ChangedFile[] => [{ path: "test/add.test.ts", before: js, after: swap(js, test, "") }, { path: "test/zero.test.ts", after: `describe("zero", () => {\n${text}});\n` }];
    expect(said(compare(files(test)))).toEqual(["listed test-moved", "listed tests-added"]);
    expect(said(compare(files(test.replace("toBe(0)", "toBeDefined()"))))).toEqual(["person test-removed", "listed tests-added"]);
    expect(said(compare(files(test.replace("it(", "it.skip("))))).toEqual(["person test-removed", "listed tests-added"]);
    expect(said(compare([{ path: "a.test.ts", before: js }, { path: "b.test.ts", after: js }]))).toEqual(["listed test-moved", "listed tests-added"]);
  });
});

describe("what tests compare with, and their configuration", () => {
  const config = 'export default {\n  test: {\n    coverage: { thresholds: { lines: 80 } },\n    testTimeout: 5000,\n    environment: "node",\n  },\n};\n';

  it.each<[string, string, string, string, string[]]>([
    ["a snapshot", "src/__snapshots__/a.test.ts.snap", "exports[`a 1`] = `1`;\n", "exports[`a 1`] = `2`;\n", ["person snapshot-changed"]],
    ["an expected output", "test/fixtures/out.json", '{"a": 1}\n', '{"a": 2}\n', ["person fixture-changed"]],
    ["a golden file", "testdata/out.golden", "a\n", "a\nb\n", ["person fixture-changed"]],
    ["a lower threshold", "vitest.config.ts", config, config.replace("80", "20"), ["person threshold-lowered"]],
    ["no threshold", "vitest.config.ts", config, config.replace("    coverage: { thresholds: { lines: 80 } },\n", ""), ["person threshold-lowered"]],
    ["excluded tests", "vitest.config.ts", config, config.replace("    testTimeout", '    exclude: ["test/add.test.ts"],\n    testTimeout'), ["person tests-excluded"]],
    ["passWithNoTests", "vitest.config.ts", config, config.replace("    testTimeout", "    passWithNoTests: true,\n    testTimeout"), ["person tests-excluded"]],
    ["other tests", "vitest.config.ts", config, config.replace("    testTimeout", '    include: ["none/**"],\n    testTimeout'), ["person tests-excluded"]],
    ["another environment", "vitest.config.ts", config, config.replace('"node"', '"jsdom"'), ["person tests-excluded"]],
    ["testPathIgnorePatterns", "jest.config.js", "module.exports = {\n  verbose: true,\n};\n", 'module.exports = {\n  verbose: true,\n  testPathIgnorePatterns: ["add"],\n};\n', ["person tests-excluded"]],
    ["pytest leaves out", "pytest.ini", "[pytest]\naddopts = -q\n", "[pytest]\naddopts = -q --ignore=tests/test_add.py\n", ["person tests-excluded"]],
    ["pytest in pyproject", "pyproject.toml", "[tool.pytest.ini_options]\ntestpaths = ['tests']\n", "[tool.pytest.ini_options]\ntestpaths = ['other']\n", ["person tests-excluded"]],
    ["fail_under", ".coveragerc", "[report]\nfail_under = 90\n", "[report]\nfail_under = 10\n", ["person threshold-lowered"]],
    ["a hook that changes outcomes", "conftest.py", "import pytest\n", "import pytest\ndef pytest_runtest_makereport(item, call):\n    call.excinfo = None\n", ["person tests-excluded", "listed configuration-changed"]],
    ["a target without tests", "Cargo.toml", '[package]\nname = "a"\n\n[lib]\nname = "a"\n', '[package]\nname = "a"\n\n[lib]\nname = "a"\ntest = false\n', ["person tests-excluded"]],
    ["a deleted configuration", "vitest.config.ts", config, "", ["person not-understood", "person threshold-lowered", "person tests-excluded"]],
  ])("%s: a person looks", (_, path, before, after, expected) => {
    expect(of(path, before, after)).toEqual(expected);
  });

  it.each<[string, string, string | undefined, string, string[]]>([
    ["a new snapshot", "src/__snapshots__/a.test.ts.snap", "exports[`a 1`] = `1`;\n", "exports[`a 1`] = `1`;\n\nexports[`b 1`] = `2`;\n", ["listed snapshot-changed"]],
    ["a new fixture", "test/fixtures/new.json", undefined, "{}", ["listed fixture-changed"]],
    ["a higher threshold", "vitest.config.ts", config, config.replace("80", "90"), ["listed threshold-raised"]],
    ["a time limit", "vitest.config.ts", config, config.replace("5000", "9000"), ["listed timeout-changed"]],
    ["a setting more", "vitest.config.ts", config, config.replace("    testTimeout", "    globals: true,\n    testTimeout"), ["listed configuration-changed"]],
    ["a comment", "vitest.config.ts", config, config.replace("    testTimeout", "    // exclude nothing\n    testTimeout"), []],
    ["a dependency", "pyproject.toml", "[project]\ndependencies = ['a==1']\n", "[project]\ndependencies = ['a==2']\n", []],
    ["a crate", "Cargo.toml", '[dependencies]\nserde = "1.0"\n', '[dependencies]\nserde = "1.1"\ntokio = "1"\n', []],
  ])("%s is only told, or not at all", (_, path, before, after, expected) => {
    expect(of(path, before, after)).toEqual(expected);
  });
});

describe("what the commands call", () => {
  const manifest = (scripts: Readonly<Record<string, string>>, more: object = {}): string => JSON.stringify({ name: "a", scripts, ...more }, null, 2);
  const scripts = { test: "vitest run", check: "npm run lint && tsc", lint: "eslint .", start: "node ." };

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ["exit 0", { ...scripts, test: "exit 0" }, ["person script-changed"]],
    ["|| true", { ...scripts, test: "vitest run || true" }, ["person script-changed"]],
    ["echo", { ...scripts, test: "echo all tests passed" }, ["person script-changed"]],
    ["passWithNoTests", { ...scripts, test: "vitest run --passWithNoTests" }, ["person script-changed"]],
    ["a script gone", { check: scripts.check, lint: scripts.lint, start: scripts.start }, ["person script-changed"]],
    ["a script that one calls", { ...scripts, lint: "true" }, ["person script-changed"]],
    ["a hook", { ...scripts, pretest: "node rewrite.mjs" }, ["person script-changed"]],
    ["one that nobody calls", { ...scripts, start: "true" }, []],
    ["a new one", { ...scripts, docs: "typedoc" }, []],
    ["a reporter", { ...scripts, test: "vitest run --reporter=dot" }, ["listed script-changed"]],
  ])("package.json: %s", (_, after, expected) => {
    expect(of("package.json", manifest(scripts), manifest(after))).toEqual(expected);
  });

  it("package.json: dependencies are none of the gate's, and settings of a runner are", () => {
    expect(of("package.json", manifest(scripts), manifest(scripts, { dependencies: { a: "1.0.0" }, version: "2.0.0" }))).toEqual([]);
    expect(of("package.json", manifest(scripts), manifest(scripts, { jest: { testPathIgnorePatterns: ["x"] } }))).toContain("person tests-excluded");
    expect(of("package.json", manifest(scripts), "{ broken")).toEqual(["person not-understood"]);
    expect(of("package.json", manifest(scripts), undefined)).toEqual(["person file-deleted"]);
  });

  it.each<[string, string, string[]]>([
    ["true", "verify: lint\n\ttrue\nlint:\n\teslint .\nclean:\n\trm -rf dist\n", ["person script-changed"]],
    ["a prerequisite", "verify: lint\n\tgo test ./...\nlint:\n\ttrue\nclean:\n\trm -rf dist\n", ["person script-changed"]],
    ["another target", "verify: lint\n\tgo test ./...\nlint:\n\teslint .\nclean:\n\trm -rf build\n", []],
    ["a variable", "GO = true\nverify: lint\n\tgo test ./...\nlint:\n\teslint .\nclean:\n\trm -rf dist\n", ["person script-changed"]],
  ])("Makefile: %s", (_, after, expected) => {
    expect(of("Makefile", "verify: lint\n\tgo test ./...\nlint:\n\teslint .\nclean:\n\trm -rf dist\n", after)).toEqual(expected);
  });

  it("a script file, and one that it calls", () => {
    const gate = "#!/bin/sh\nset -e\nsh scripts/inner.sh\nnpm test\n";
    expect(of("scripts/gate.sh", gate, "#!/bin/sh\nexit 0\n")).toEqual(["person script-changed"]);
    expect(of("scripts/gate.sh", gate, `${gate}exit 0\n`)).toEqual(["person script-changed"]);
    expect(of("scripts/gate.sh", gate, `${gate}npm run lint\n`)).toEqual(["listed script-changed"]);
    expect(of("scripts/gate.sh", gate, `# What it does.\n${gate}`)).toEqual([]);
    const inner: ChangedFile = { path: "scripts/inner.sh", before: "pytest\n", after: "pytest || true\n" };
    expect(said(compare([inner], { "scripts/gate.sh": gate }))).toEqual(["person script-changed"]);
    expect(said(compare([inner]))).toEqual([]);
    expect(gateScriptsWanted(COMMANDS)).toEqual(expect.arrayContaining(["package.json", "Makefile", "scripts/gate.sh"]));
    expect(gateScriptsWanted(["sh ../x.sh", "sh /etc/x.sh"]).filter((path) => path.includes("x.sh"))).toEqual([]);
  });
});

describe("VALIDATION.md", () => {
  const validation = "---\nphase: 03-a\n---\n\n# Validation\n\n| Property | Value |\n|---|---|\n| Full suite command | `npm test` |\n\n| Task ID | Plan | Automated Command | Status |\n|---|---|---|---|\n| 03-01-01 | 01 | `pytest tests/test_add.py` | ⬜ pending |\n";
  const path = ".planning/phases/03-a/03-VALIDATION.md";

  it.each<[string, string, string[]]>([
    ["a command that is gone", validation.replace(/\| 03-01-01.*\n/, ""), ["person command-dropped"]],
    ["another command", validation.replace("`npm test`", "`true`"), ["person command-dropped", "listed command-added"]],
    ["a status", validation.replace("⬜ pending", "✅ green"), []],
    ["one command more", `${validation}| 03-01-02 | 01 | \`npm run check\` | ⬜ pending |\n`, ["listed command-added"]],
  ])("%s", (_, after, expected) => {
    expect(of(path, validation, after)).toEqual(expected);
  });

  it("that is gone needs a person", () => {
    expect(of(path, validation, undefined)).toEqual(["person command-dropped"]);
  });
});

describe("what a command runs", () => {
  const script = (text: string): string => JSON.stringify({ scripts: { test: text } });
  it.each([
    ["node --test", "node --test test/units.test.js"],
    ["node --test", "node --test --test-name-pattern=minute"],
    ["vitest run", "vitest run src/a"],
    ["jest", "jest units"],
    ["vitest run", "vitest run --project=unit"],
    ["node --test", "node --test --import ./calm.mjs"],
  ])("needs a person where `%s` became `%s`", (before, after) => {
    expect(of("package.json", script(before), script(after))).toEqual(["person script-changed"]);
  });

  it.each([
    ["node --test", "node --test --experimental-test-coverage"],
    ["vitest", "vitest run"],
    ["vitest run", "vitest run --reporter dot"],
    ["node --test test/", "node --test test/ more/"],
  ])("is listed where `%s` became `%s`", (before, after) => {
    expect(of("package.json", script(before), script(after))).toEqual(["listed script-changed"]);
  });

  it("needs a person for programs among the installed modules, and for what npm and git do first", () => {
    expect(of("node_modules/.bin/node", undefined, "#!/bin/sh\n")).toEqual(["person not-understood"]);
    expect(of("packages/a/node_modules/old/a.test.js", undefined, js)).toEqual(["person not-understood"]);
    expect(of(".npmrc", undefined, "node-options=--import ./quiet.mjs\n")).toContain("person tests-excluded");
    expect(of(".npmrc", undefined, "save-exact=true\n")).toEqual(["listed configuration-changed"]);
    expect(of(".gitattributes", undefined, "*.test.js filter=calm\n")).toContain("person tests-excluded");
    expect(of(".gitattributes", undefined, "*.psd filter=lfs\n")).toEqual(["listed configuration-changed"]);
  });

  it("needs a person for what a test loads first, and for an assertion that is put out of work", () => {
    expect(of("a.test.ts", js, `import "./calm.js";\n${js}`)).toEqual(["person not-understood"]);
    expect(of("a.test.ts", js, `${js}assert.equal = () => {};\n`)).toEqual(["person not-understood"]);
  });
});

describe("what is told", () => {
  it("has a sentence, a diff, and whether a fix plan names the file", () => {
    const [change] = compare([{ path: "test/add.test.ts", before: js, after: swap(js, "toBe(3)", "toBe(-1)") }], {}, ["test/"]);
    expect(change).toEqual({
      path: "test/add.test.ts",
      kind: "expectation-changed",
      severity: "person",
      text: 'What a test expects is another value: "expect(result).toBe(3);" became "expect(result).toBe(-1);".',
      planned: true,
      diff: '--- a/test/add.test.ts\n+++ b/test/add.test.ts\n@@ -4,7 +4,7 @@\n describe("add", () => {\n   it("adds", () => {\n     const result = add(1, 2);\n-    expect(result).toBe(3);\n+    expect(result).toBe(-1);\n     expect(result).not.toBe(4);\n   });\n \n',
    });
  });

  it("is bounded, and comes to an end with files made to cost time", () => {
    const many = (value: string): string => Array.from({ length: 20_000 }, (_, at) => `it("t${String(at)}", () => {\n  expect(${value}).toBe(${String(at)});\n});`).join("\n");
    const [change] = compare([{ path: "a.test.ts", before: many("a"), after: many("b") }]);
    expect(change?.severity).toBe("person");
    expect(change!.diff.split("\n").length).toBeLessThan(210);
    expect(compare([{ path: "a.test.ts", before: `it("${'"'.repeat(100_000)}`, after: "(".repeat(100_000) }]).some(({ severity }) => severity === "person")).toBe(true);
  });
});

import { findOnPath } from "./find-program.js";
import type { RealRunner } from "./real-runner.js";

const pytest: RealRunner = {
  name: "pytest",
  files: {
    "test_passing.py": "import pytest\ndef test_a(): pass\ndef test_b(): pass\n@pytest.mark.skip\ndef test_c(): pass\n",
    "test_failing.py": 'def test_a(): pass\ndef test_b(): raise MemoryError("connect ECONNREFUSED: out of memory")\n',
    "test_none.py": 'print("all tests passed")\n',
    "test_crash.py": "import os\ndef test_a(): os.abort()\n",
    "test_timeout.py": "import time\ndef test_a(): time.sleep(3600)\n",
  },
  locate: () => {
    const python = findOnPath("python3", ["-m", "pytest", "--version"]);
    return python === undefined ? "python3 has no pytest here" : (form) => [python, "-m", "pytest", "-p", "no:cacheprovider", `test_${form}.py`];
  },
  // It has an exit code of its own for no test.
  expected: { none: { verdict: "failed", counts: "0/0/0" } },
};

const unittest: RealRunner = {
  name: "unittest",
  files: {
    "passing.py": 'import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): pass\n    @unittest.skip("not now")\n    def test_c(self): pass\n',
    "failing.py": 'import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): self.fail("connect ECONNREFUSED: out of memory")\n',
    "none.py": 'import unittest\nclass T(unittest.TestCase):\n    @unittest.skip("not now")\n    def test_a(self): pass\n',
    "crash.py": "import os, unittest\nclass T(unittest.TestCase):\n    def test_a(self): os.abort()\n",
    "timeout.py": "import time, unittest\nclass T(unittest.TestCase):\n    def test_a(self): time.sleep(3600)\n",
  },
  locate: () => {
    const python = findOnPath("python3");
    return python === undefined ? "there is no python3 here" : (form) => [python, "-m", "unittest", `${form}.py`];
  },
};

const phpCase = (body: string): string => `<?php\nuse PHPUnit\\Framework\\TestCase;\nfinal class NAME extends TestCase { ${body} }\n`;
const phpOk = (name: string): string => `public function ${name}(): void { $this->assertTrue(true); } `;

const phpunit: RealRunner = {
  name: "phpunit",
  files: Object.fromEntries(
    Object.entries({
      Passing: `${phpOk("testA")}${phpOk("testB")}public function testC(): void { $this->markTestSkipped("not now"); }`,
      Failing: `${phpOk("testA")}public function testB(): void { $this->fail("connect ECONNREFUSED: out of memory"); }`,
      None: "",
      // PHP lets a test end everything, and says that all is well.
      Crash: "public function testA(): void { exit(0); }",
      Timeout: "public function testA(): void { sleep(3600); }",
    }).map(([name, body]) => [`${name}Test.php`, phpCase(body).replace("NAME", `${name}Test`)]),
  ),
  locate: () => {
    const program = findOnPath("phpunit");
    return program === undefined ? "there is no phpunit here" : (form) => [program, `${form.charAt(0).toUpperCase()}${form.slice(1)}Test.php`];
  },
  expected: { crash: { verdict: "says-failed" } },
};

const rspec: RealRunner = {
  name: "rspec",
  files: {
    "passing_spec.rb": 'RSpec.describe("x") { it("a") {}; it("b") {}; xit("c") {} }\n',
    "failing_spec.rb": 'RSpec.describe("x") { it("a") {}; it("b") { raise "connect ECONNREFUSED: out of memory" } }\n',
    "none_spec.rb": 'puts "all tests passed"\n',
    "crash_spec.rb": 'raise "all tests passed"\n',
    "timeout_spec.rb": 'RSpec.describe("x") { it("a") { sleep 3600 } }\n',
  },
  locate: () => {
    const program = findOnPath("rspec");
    return program === undefined ? "there is no rspec here" : (form) => [program, `${form}_spec.rb`];
  },
};

/** Test runners of languages that are not compiled beforehand. */
export const SCRIPT_RUNNERS: readonly RealRunner[] = [pytest, unittest, phpunit, rspec];

import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findOnPath } from "./find-program.js";
import type { RealRunner } from "./real-runner.js";

const GO_FILES = {
  "go.mod": "module example.test/x\n\ngo 1.19\n",
  "passing/x_test.go": 'package x\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\nfunc TestB(t *testing.T) {}\nfunc TestC(t *testing.T) { t.Skip("not now") }\n',
  "failing/x_test.go": 'package x\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\nfunc TestB(t *testing.T) { t.Fatal("connect ECONNREFUSED: out of memory") }\n',
  "none/x.go": "package x\n",
  "crash/x_test.go": 'package x\n\nimport "testing"\n\nfunc TestA(t *testing.T) { panic("all tests passed") }\n',
  "timeout/x_test.go": 'package x\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestA(t *testing.T) { time.Sleep(time.Hour) }\n',
};

function goTest(flag?: "-v" | "-json"): RealRunner {
  return {
    name: `go test${flag === undefined ? "" : ` ${flag}`}`,
    files: GO_FILES,
    locate: () => {
      const go = findOnPath("go", ["version"]);
      return go === undefined ? "there is no go here" : (form) => [go, "test", "-count=1", ...(flag === undefined ? [] : [flag]), `./${form}`];
    },
    // Without -v it tells of packages.
    ...(flag === undefined ? { expected: { passing: { verdict: "passed", counts: "1/0/0" }, failing: { verdict: "failed", counts: "0/1/0" }, hidden: { verdict: "says-failed", counts: "0/1/0" } } } : {}),
  };
}

const cargoTest: RealRunner = {
  name: "cargo test",
  files: {
    "Cargo.toml": '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n',
    "src/lib.rs": "\n",
    "tests/passing.rs": "#[test] fn a() {}\n#[test] fn b() {}\n#[test] #[ignore] fn c() {}\n",
    "tests/failing.rs": '#[test] fn a() {}\n#[test] fn b() { panic!("connect ECONNREFUSED: out of memory") }\n',
    "tests/none.rs": "\n",
    // cargo takes the exit code of the binary, and says that all is well.
    "tests/crash.rs": "#[test] fn a() { std::process::exit(0) }\n",
    "tests/timeout.rs": "#[test] fn a() { std::thread::sleep(std::time::Duration::from_secs(3600)) }\n",
  },
  locate: () => {
    const cargo = findOnPath("cargo");
    return cargo === undefined ? "there is no cargo here" : (form) => [cargo, "test", "--offline", "--test", form];
  },
  expected: { crash: { verdict: "says-failed" } },
};

const PLUGINS = { "maven-resources-plugin": "3.3.1", "maven-compiler-plugin": "3.13.0", "maven-surefire-plugin": "3.2.5" };
const JUPITER = "5.10.2";

const javaClass = (name: string, body: string): string => `import org.junit.jupiter.api.*;\n\nclass ${name}Test { ${body} }\n`;

const maven: RealRunner = {
  name: "maven (surefire, JUnit 5)",
  files: {
    "pom.xml": [
      '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>',
      "<properties><maven.compiler.source>11</maven.compiler.source><maven.compiler.target>11</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>",
      `<dependencies><dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>${JUPITER}</version><scope>test</scope></dependency></dependencies>`,
      `<build><plugins>${Object.entries(PLUGINS).map(([name, version]) => `<plugin><artifactId>${name}</artifactId><version>${version}</version></plugin>`).join("")}</plugins></build></project>`,
    ].join("\n"),
    "src/test/java/PassingTest.java": javaClass("Passing", "@Test void a() {} @Test void b() {} @Disabled @Test void c() {}"),
    "src/test/java/FailingTest.java": javaClass("Failing", '@Test void a() {} @Test void b() { Assertions.fail("connect ECONNREFUSED: out of memory"); }'),
    "src/test/java/NoneTest.java": javaClass("None", "@Disabled @Test void a() {}"),
    "src/test/java/CrashTest.java": javaClass("Crash", "@Test void a() { System.exit(0); }"),
    "src/test/java/TimeoutTest.java": javaClass("Timeout", "@Test void a() throws Exception { Thread.sleep(3600000); }"),
  },
  locate: () => {
    const mvn = findOnPath("mvn");
    if (mvn === undefined) return "there is no mvn here";
    // Nothing is fetched here: what maven needs has to lie in its own repository.
    const repository = path.join(os.homedir(), ".m2", "repository", "org");
    const needed = [...Object.entries(PLUGINS).map(([name, version]) => path.join("apache", "maven", "plugins", name, version)), path.join("junit", "jupiter", "junit-jupiter", JUPITER)];
    const missing = needed.find((folder) => !existsSync(path.join(repository, folder)));
    return missing === undefined ? (form) => [mvn, "-o", "-B", "test", `-Dtest=${form.charAt(0).toUpperCase()}${form.slice(1)}Test`] : `its repository has no ${missing}`;
  },
};

/** Test runners of compiled languages. */
export const COMPILED_RUNNERS: readonly RealRunner[] = [goTest(), goTest("-v"), goTest("-json"), cargoTest, maven];

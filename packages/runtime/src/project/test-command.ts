import { join } from "node:path";
import { readIfText } from "./read-if-text.js";

/** A command that runs the tests of a repository, and the file that says so. */
export interface FoundTestCommand {
  readonly command: string;
  readonly from: string;
}

interface Rule {
  readonly file: string;
  readonly command: (text: string) => string | undefined;
}

/** In this order: what a project says of itself comes before what is usual for its language. */
const RULES: readonly Rule[] = [
  { file: "package.json", command: scriptOfPackage },
  { file: "Makefile", command: (text) => (/^(?:test|check)\s*:(?!=)/m.exec(text) === null ? undefined : `make ${/^test\s*:(?!=)/m.test(text) ? "test" : "check"}`) },
  { file: "Cargo.toml", command: () => "cargo test" },
  { file: "go.mod", command: () => "go test ./..." },
  { file: "pom.xml", command: () => "mvn test" },
  { file: "composer.json", command: (text) => (text.includes("phpunit") ? "vendor/bin/phpunit" : undefined) },
  { file: "pyproject.toml", command: (text) => (text.includes("pytest") ? "pytest" : undefined) },
  { file: "pytest.ini", command: () => "pytest" },
  { file: "Gemfile", command: (text) => (text.includes("rspec") ? "bundle exec rspec" : undefined) },
];

/** Finds how the tests of a folder are run, by its manifests. */
export function findTestCommand(folder: string): FoundTestCommand | undefined {
  for (const { file, command } of RULES) {
    const text = readIfText(join(folder, file));
    const found = text === undefined ? undefined : command(text);
    if (found !== undefined) return { command: found, from: file };
  }
  return undefined;
}

/** What `npm init` writes there is no test. */
function scriptOfPackage(text: string): string | undefined {
  try {
    const script = (JSON.parse(text) as { scripts?: { test?: unknown } } | null)?.scripts?.test;
    return typeof script === "string" && script.trim() !== "" && !script.includes("no test specified") ? "npm test" : undefined;
  } catch {
    return undefined;
  }
}

import { isFixture, isTestFile } from "../code/file-kinds.js";
import { baseName, extensionOf } from "../code/language.js";

/** What a file is to the gate. */
export type GatePart = "test" | "snapshot" | "fixture" | "configuration" | "manifest" | "make" | "validation" | "installed";

const CONFIGURATION = /^(?:(?:vitest|jest|vite|playwright|karma|cypress|ava|wdio|nyc|c8|babel|stryker)(?:[.-][\w.-]+)?\.(?:config|conf|workspace|preset)?\.?(?:[cm]?[jt]s|json)|(?:vitest|jest|playwright)\.(?:setup|workspace)\.[cm]?[jt]sx?|setup[-.]?tests?\.[cm]?[jt]sx?|test[-.]?setup\.[cm]?[jt]sx?|jest\.\w+\.js|\.(?:mocharc|nycrc|c8rc|avarc|taprc|jestrc|rspec|coveragerc|simplecov|codecov)(?:\.\w+)*|codecov\.ya?ml|pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|noxfile\.py|pyproject\.toml|phpunit(?:\.\w+)*\.xml(?:\.dist)?|Cargo\.toml|\.config\/nextest\.toml|nextest\.toml|pom\.xml|build\.gradle(?:\.kts)?|karma\.conf\.\w+|spec_helper\.rb|rails_helper\.rb|test_helper\.(?:rb|exs)|\.npmrc|\.gitattributes|\.envrc|bunfig\.toml|\.yarnrc(?:\.yml)?|\.env\.test|tsconfig(?:[.\w-]*)?\.json|\.runsettings|xunit\.runner\.json|behat\.ya?ml|codeception\.ya?ml|\.testcaferc\.\w+)$/i;

/** Tells what a file is to the gate by its name; `undefined` for one that is not of it by its name alone. */
export function gatePart(path: string): GatePart | undefined {
  const name = baseName(path);
  // Runners and shells find programs and modules there; no test is looked for.
  if (/(?:^|\/)node_modules\//.test(path)) return "installed";
  if (/(?:^|-)VALIDATION\.md$/i.test(name)) return "validation";
  if (/(?:^|\/)__snapshots__\/|\.snap$|\.approved\.\w+$|(?:^|\/)snapshots?\//i.test(path)) return "snapshot";
  if (CONFIGURATION.test(name) || name.endsWith(".runsettings")) return "configuration";
  if (isFixture(path)) return "fixture";
  if (name === "package.json" || name === "composer.json") return "manifest";
  if (/^(?:GNU)?makefile$|\.mk$|^justfile$|^Taskfile\.ya?ml$|^Rakefile$/i.test(name)) return "make";
  if (isTestFile(path)) return "test";
  // What lies beside tests and is no code is what they compare with or feed.
  return /(?:^|\/)(?:tests?|__tests__|specs?|e2e)\//.test(path) && !["md", ""].includes(extensionOf(path)) ? "fixture" : undefined;
}

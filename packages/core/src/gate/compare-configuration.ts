import { languageOf } from "../code/language.js";
import { maskCode } from "../code/mask-code.js";
import { isRename, tokensOf } from "./assertion.js";
import { changedLines, splitLines } from "./line-changes.js";
import type { GateFinding } from "./types.js";

/** What takes tests out of a run, or lets a run that failed look well, in the words of the usual runners. */
const EXCLUDES = /\b(?:exclude\w*|ignore\w*|\w*Ignore\w*|passWithNoTests|norecursedirs|collect_ignore\w*|deselect|testNamePattern|grep|fgrep|invert|bail|maxfail|exitfirst|allowFailures?|continue-on-error|continueOnError|ignore_errors|ignoreErrors|dangerouslyIgnoreUnhandledErrors|retry|retries|reruns|flaky\w*|skip\w*|Skip\w*|xfail_strict|failOnWarning|failOnRisky|stopOnFailure|testFailureIgnore|failIfNoTests|maven\.test\.\w+|excludeTags|allowOnly|forbidOnly|forceExit|errorOnDeprecated|filterwarnings|omit|test[ \t]*=[ \t]*false|harness[ \t]*=[ \t]*false|doctest[ \t]*=[ \t]*false|autotest|noEmitOnError|noCheck|skipLibCheck|strict\w*|collectCoverageFrom|enabled|script-shell|scriptShell|node-options|nodeOptions|NODE_OPTIONS|execArgv|filter=(?!lfs)\w+|PATH|BASH_ENV|PYTEST_ADDOPTS|pytest_\w+|hookwrapper|outcome|_?exit\w*|at_exit|process\.\w+|monkeypatch|mock\w*|patch\w*|stub\w*)\b|--(?:ignore|exclude|passWithNoTests|bail|deselect|retries|lf|last-failed)|\|\|[ \t]*true|-[km][ \t]["']?not\b/;

/** Where tests are looked for; a change of it may leave some out. */
const SELECTS = /\b(?:include|testMatch|testRegex|testDir|testpaths|roots|projects|spec|specs|specPattern|files|python_files|python_functions|python_classes|testsuites?|directory|addopts|reporters?|setupFiles\w*|globalSetup|globalTeardown|moduleNameMapper|alias|preset|runner|testRunner|testEnvironment|environment|transform|members|workspaces)\b/;

const THRESHOLD = /\b(?:branches|functions|lines|statements|perFile|fail_under|fail-under|cov-fail-under|minimum\w*|min\w*|threshold\w*|target|check-coverage|checkCoverage|high|low|break|limit)\b/i;

/** Compares the configuration of a test runner, or what is new in one; `before` is empty for a file that is new. */
export function compareConfiguration(path: string, before: string, after: string): readonly GateFinding[] {
  const changes = changedLines(linesOf(path, before), linesOf(path, after)).map(({ removed, added }) => ({ removed: removed.filter((line) => !added.includes(line)), added: added.filter((line) => !removed.includes(line)) }));
  return changes.flatMap(({ removed, added }) => compareChange(removed, added));
}

function compareChange(removed: readonly string[], added: readonly string[]): GateFinding[] {
  const open = [...added];
  const found: GateFinding[] = [];
  for (const line of removed) {
    const [old] = [shapeOf(line)];
    const at = open.findIndex((other) => shapeOf(other) === old);
    const partner = at === -1 ? undefined : open.splice(at, 1)[0];
    found.push(...(partner === undefined ? [tellRemoved(line)] : comparePair(line, partner)));
  }
  return [...found, ...open.map(tellAdded)];
}

/** A line with its numbers taken out: two of one shape differ in numbers alone. */
function shapeOf(line: string): string {
  return tokensOf(line).map((token) => (/^\d/.test(token) ? "0" : token)).filter((token) => token !== ",").join(" ");
}

const quoted = (line: string): string => `"${line.trim().replace(/\s+/g, " ").slice(0, 120)}"`;

function comparePair(line: string, other: string): GateFinding[] {
  const [old, fresh] = [tokensOf(line), tokensOf(other)];
  if (isRename(old.filter((token) => token !== ","), fresh.filter((token) => token !== ","), new Set(), new Map())) return [];
  const became = `${quoted(line)} became ${quoted(other)}.`;
  if (/time_?out|slow/i.test(line)) return [{ kind: "timeout-changed", severity: "listed", text: `A time limit is another one: ${became}` }];
  if (!THRESHOLD.test(line)) return [{ kind: "not-understood", severity: "person", text: `A setting of the tests is another one: ${became}` }];
  const [was, is] = [numbersOf(old), numbersOf(fresh)];
  return is.length === was.length && is.every((value, at) => value >= (was[at] ?? Infinity)) ? [{ kind: "threshold-raised", severity: "listed", text: `A threshold is higher: ${became}` }] : [{ kind: "threshold-lowered", severity: "person", text: `A threshold is lower: ${became}` }];
}

function numbersOf(tokens: readonly string[]): number[] {
  return tokens.filter((token) => /^\d/.test(token)).map((token) => Number(token.replaceAll("_", "")));
}

function tellRemoved(line: string): GateFinding {
  if (THRESHOLD.test(line) && /\d/.test(line)) return { kind: "threshold-lowered", severity: "person", text: `A threshold is gone: ${quoted(line)}.` };
  return { kind: EXCLUDES.test(line) || SELECTS.test(line) ? "tests-excluded" : "not-understood", severity: "person", text: `A setting of the tests is gone or another one: ${quoted(line)}.` };
}

function tellAdded(line: string): GateFinding {
  if (EXCLUDES.test(line)) return { kind: "tests-excluded", severity: "person", text: `A setting is new that may leave tests out or let failures pass: ${quoted(line)}.` };
  if (SELECTS.test(line)) return { kind: "tests-excluded", severity: "person", text: `A setting is new that says which tests run, or with what: ${quoted(line)}.` };
  return { kind: "configuration-changed", severity: "listed", text: `A setting of the tests is new: ${quoted(line)}.` };
}

/** The lines of a configuration without comments and blanks. */
function linesOf(path: string, text: string): string[] {
  const language = languageOf(path);
  const plain = language !== undefined ? maskCode(text, language).code : /\.json$/.test(path) ? maskCode(text, "javascript").code : /\.(?:xml|xml\.dist)$/.test(path) ? text.replace(/<!--[^]*?-->/g, "") : text.replace(/^[ \t]*[#;][^\n]*/gm, "");
  return testSettings(path, splitLines(plain)).map((line) => line.trim()).filter((line) => line !== "" && !/^[)}\]({[;,\s]*$/.test(line));
}

/** Of a manifest that holds settings of tests beside all else, the parts and lines that concern them: a dependency measures nothing. */
function testSettings(path: string, lines: readonly string[]): readonly string[] {
  if (/(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(path)) return lines.filter((line) => /test|surefire|failsafe|jacoco|skip|ignore|exclude|include|cover|fail/i.test(line) && !/<artifactId>|[iI]mplementation|version/.test(line));
  if (!/(?:pyproject\.toml|Cargo\.toml|setup\.cfg)$/.test(path)) return lines;
  let isOpen = false;
  return lines.filter((line) => {
    const section = /^[ \t]*\[{1,2}([^\]\n]{1,200})\]/.exec(line)?.[1];
    if (section !== undefined) isOpen = /pytest|coverage|tox|nox|hatch|\btest|^lib$|^bin$|profile|nextest|unittest/.test(section) && !/dependencies/.test(section);
    return isOpen;
  });
}

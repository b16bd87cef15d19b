/** Lines that say that something failed, though no runner counted it. Each stands at the beginning of its line. */
const FAILURES: readonly RegExp[] = [
  /^(?:\S+: )?\d+ passed, [1-9]\d* failed\b/,
  /^npm (?:error|ERR!) (?:code|Test failed|Lifecycle script)/i,
  /^ ?ELIFECYCLE\b|^error Command failed with exit code [1-9]/i,
  /^(?:\[ERROR\] |\[INFO\] )?BUILD FAIL(?:URE|ED)\b|^FAILURE: Build failed with an exception\.$/,
  /^make(?:\[\d+\])?: \*\*\* .*(?:Error \d+|No rule|Stop\.)/,
  /^error: (?:test failed, to rerun pass|could not compile|\d+ targets? failed)/,
  /^\S{0,200}sh: (?:(?:line )?\d+: )?.+: (?:command )?not found$/,
  /^Segmentation fault\b|^Killed(?: +.*)?$|^Aborted(?: \(core dumped\))?$/,
  /^ *Exception during run: |^ERROR: (?:file or directory not found|not found): /,
];

/** Lines by which something that runs other things says that it had nothing to run. */
const NOTHING_RAN: readonly RegExp[] = [
  // pnpm and npm with workspaces.
  /^No projects matched the filters\b|^None of the selected packages has a "\S+" script$|^No workspaces found/,
  // turbo, nx and lerna.
  /^No tasks were executed as part of this run\.?$|^ *Tasks: +0 successful, 0 total$|^ *NX +No tasks were run$|^lerna (?:info|WARN) No packages found (?:with|where) /i,
  // Runners that are read only where they counted.
  /^No tests? (?:files? )?(?:were )?(?:found|executed|ran|run)[.!]?$|^no tests (?:ran|to run)\.?$/i,
  /^(?:\S+: )?0 passed, 0 failed\b/,
];

/** The first line that says that something failed. */
export function failureLine(lines: readonly string[]): string | undefined {
  return firstOf(lines, FAILURES);
}

/** The first line that says that nothing was run. */
export function nothingRanLine(lines: readonly string[]): string | undefined {
  return firstOf(lines, NOTHING_RAN);
}

function firstOf(lines: readonly string[], patterns: readonly RegExp[]): string | undefined {
  return lines.find((line) => patterns.some((pattern) => pattern.test(line)))?.trim().slice(0, 200);
}

import { filesOverlap } from "../planning/file-overlap.js";
import { compareConfiguration } from "./compare-configuration.js";
import { compareManifest, compareMakefile, compareScriptFile } from "./compare-scripts.js";
import { compareTestFile, bodyText, type MovedTests } from "./compare-test-file.js";
import { compareValidation } from "./compare-validation.js";
import { gatePart, type GatePart } from "./gate-part.js";
import { followCommands, type GateScripts } from "./gate-scripts.js";
import { changedLines, splitLines } from "./line-changes.js";
import { readTestFile } from "./test-declarations.js";
import type { ChangedFile, Gate, GateChange, GateFinding } from "./types.js";
import { unifiedDiff } from "./unified-diff.js";

type Part = GatePart | "script";

interface Context {
  readonly scripts: GateScripts;
  readonly moved: MovedTests;
}

/**
 * Finds what changed of that by which a phase is measured: test files, what they compare with, the configuration of their runners, the scripts that the test
 * commands call, and the validation plan. What takes something away and is not understood needs a person. (Design 3.5)
 */
export function compareGate(files: readonly ChangedFile[], gate: Gate): readonly GateChange[] {
  const known = new Map([...gate.scripts, ...files.flatMap(({ path, renamedFrom, before }) => (before === undefined ? [] : [[renamedFrom ?? path, before] as const]))]);
  const scripts = followCommands(gate.commands, new Map([...known].filter(([path]) => isScriptText(path) || gate.scripts.has(path))));
  const context: Context = { scripts, moved: movedTests(files, scripts) };
  return files.flatMap((file) => {
    const findings = oneOfEach(compareFile(file, context));
    if (findings.length === 0) return [];
    const diff = unifiedDiff(file);
    const planned = gate.planned.length > 0 && filesOverlap(gate.planned, [file.path]);
    return findings.map((finding): GateChange => ({ path: file.path, ...finding, planned, diff }));
  });
}

function isScriptText(path: string): boolean {
  const part = gatePart(path);
  return part === "manifest" || part === "make" || /\.(?:sh|bash|zsh|mk)$/.test(path);
}

function partOf(path: string, { words, files }: GateScripts): Part | undefined {
  const part = gatePart(path);
  if (part === "test" || part === "configuration" || part === "manifest" || part === "make" || part === "validation" || part === "installed") return part;
  return files.has(path) || (words.has(path) && /\.(?:sh|bash|zsh)$/.test(path)) ? "script" : part;
}

/** What tests the changed files gained: to find there what another file lost. */
function movedTests(files: readonly ChangedFile[], scripts: GateScripts): MovedTests {
  const gained = new Map<string, string[]>();
  for (const { path, before, after } of files) {
    if (after === undefined || partOf(path, scripts) !== "test") continue;
    const old = new Set(before === undefined ? [] : readTestFile(path, before).tests.map(({ name }) => name));
    const fresh = readTestFile(path, after);
    // A test in a file that is skipped as a whole has not been moved but taken away.
    if (fresh.skips > 0) continue;
    for (const test of fresh.tests) if (!old.has(test.name)) {
      const texts = gained.get(test.name);
      if (texts === undefined) gained.set(test.name, [bodyText(fresh, test)]);
      else texts.push(bodyText(fresh, test));
    }
  }
  return { gained };
}

function compareFile(file: ChangedFile, context: Context): readonly GateFinding[] {
  const { path, renamedFrom, before, after } = file;
  const part = partOf(path, context.scripts) ?? (renamedFrom === undefined ? undefined : partOf(renamedFrom, context.scripts));
  if (part === undefined) return [];
  if (part === "installed") return [{ kind: "not-understood", severity: "person", text: "A file among the installed modules was changed, where scripts and tests find their programs." }];
  if (file.unread === true) return [{ kind: part === "snapshot" ? "snapshot-changed" : part === "fixture" ? "fixture-changed" : "not-understood", severity: "person", text: "The file changed, and is no text or too large to be read." }];
  if (renamedFrom !== undefined && partOf(path, context.scripts) !== partOf(renamedFrom, context.scripts)) return [{ kind: "file-deleted", severity: "person", text: `The file was ${renamedFrom}, where its runner found it.` }];
  if (after === undefined) return deleted(file, part, context);
  if (before === undefined) return added(path, after, part, context);
  const found = compareTexts(file, part, before, after, context);
  return renamedFrom !== undefined && renamedFrom !== path ? [{ kind: "test-moved", severity: part === "test" ? "listed" : "person", text: `The file was ${renamedFrom}.` }, ...found] : found;
}

function deleted({ path, before }: ChangedFile, part: Part, { moved, scripts }: Context): readonly GateFinding[] {
  if (part === "manifest" || part === "make") {
    const gone = part === "manifest" ? compareManifest(path, before ?? "", "{}", scripts) : compareMakefile(before ?? "", "", scripts);
    return gone.length > 0 ? [{ kind: "file-deleted", severity: "person", text: "The file is gone that holds scripts of the gate." }] : [];
  }
  if (part === "test") {
    const file = readTestFile(path, before ?? "");
    const all = file.tests.length > 0 && file.tests.every((test) => moved.gained.get(test.name)?.includes(bodyText(file, test)) === true);
    return all ? [{ kind: "test-moved", severity: "listed", text: `The file is gone, and its ${file.tests.length} tests are in other files.` }] : [{ kind: "file-deleted", severity: "person", text: `The file is gone, with ${file.tests.length} tests.` }];
  }
  return [{ kind: part === "validation" ? "command-dropped" : "file-deleted", severity: "person", text: "The file is gone." }];
}

function added(path: string, after: string, part: Exclude<Part, "installed">, { scripts }: Context): readonly GateFinding[] {
  switch (part) {
    case "test": {
      const file = readTestFile(path, after);
      return [{ kind: "tests-added", severity: "listed", text: `The file is new, with ${file.tests.length} tests${file.skips > 0 ? `, and ${file.skips} marks by which some do not run` : ""}.` }];
    }
    case "configuration":
      return [{ kind: "configuration-changed", severity: "listed", text: "The file is new." }, ...compareConfiguration(path, "", after).filter(({ severity }) => severity === "person")];
    case "manifest":
      return compareManifest(path, "{}", after, scripts);
    case "make":
      return [];
    case "validation":
      return compareValidation(path, "", after);
    case "snapshot":
      return [{ kind: "snapshot-changed", severity: "listed", text: "The snapshot is new." }];
    case "fixture":
      return [{ kind: "fixture-changed", severity: "listed", text: "The file is new." }];
    case "script":
      return [{ kind: "script-changed", severity: "person", text: "The script is new, and the gate runs it." }];
  }
}

function compareTexts({ path, renamedFrom }: ChangedFile, part: Exclude<Part, "installed">, before: string, after: string, { moved, scripts }: Context): readonly GateFinding[] {
  switch (part) {
    case "test":
      return compareTestFile(readTestFile(renamedFrom ?? path, before), readTestFile(path, after), moved);
    case "configuration":
      return compareConfiguration(path, before, after);
    case "manifest":
      return compareManifest(path, before, after, scripts);
    case "make":
      return compareMakefile(before, after, scripts);
    case "validation":
      return compareValidation(path, before, after);
    case "script":
      return compareScriptFile(before, after);
    case "snapshot":
    case "fixture":
      return compareExpected(part, before, after);
  }
}

/** Snapshots grow by new entries. Of all else that tests compare with, a line more is another expectation. */
function compareExpected(part: "snapshot" | "fixture", before: string, after: string): readonly GateFinding[] {
  const hunks = changedLines(splitLines(before), splitLines(after));
  if (hunks.length === 0) return [];
  const grows = part === "snapshot" && hunks.every(({ removed, added }) => removed.length === 0 && added.some((line) => /^exports\[|^[ \t]*- name:|^#/.test(line)));
  const kind = part === "snapshot" ? "snapshot-changed" : "fixture-changed";
  return [{ kind, severity: grows ? "listed" : "person", text: grows ? "Snapshots are new." : "What tests compare with, or are fed with, is another one." }];
}

/** One finding of each kind and severity, with the number of the others. */
function oneOfEach(findings: readonly GateFinding[]): GateFinding[] {
  const groups = new Map<string, GateFinding[]>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.severity}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ ...first, text: others.length === 0 ? first.text : `${first.text} And ${others.length} more of this kind.` }]));
}

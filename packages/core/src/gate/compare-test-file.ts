import { compareAssertions, comparePlainLines, isAssertion, isRename, type LineChange, tokensOf } from "./assertion.js";
import { changedLines } from "./line-changes.js";
import type { TestDeclaration, TestFile } from "./test-declarations.js";
import type { GateFinding } from "./types.js";

/** The tests of all changed files together, as `name` and normalised text, to know one that was moved. */
export interface MovedTests {
  /** Texts of tests that a file gained, by name. */
  readonly gained: ReadonlyMap<string, readonly string[]>;
}

interface Change {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const quoted = (text: string): string => `"${text.replace(/\s+/g, " ").trim().slice(0, 120)}"`;

/** Compares a test file that is there before and after. */
export function compareTestFile(before: TestFile, after: TestFile, moved: MovedTests): readonly GateFinding[] {
  const findings: GateFinding[] = [];
  if (after.skips > before.skips) findings.push({ kind: "test-skipped", severity: "person", text: `${after.skips - before.skips === 1 ? "A mark was" : `${after.skips - before.skips} marks were`} added by which tests do not run, or only one does.` });
  if (before.normal === after.normal) return findings;
  const lost = lostTests(before, after);
  const old = new Set(before.tests.map(({ name }) => name));
  const gained = after.tests.filter(({ name }) => !old.has(name));
  const gainedTexts = new Set(gained.map((test) => namelessText(after, test)));
  findings.push(...lost.map((test) => tellLost(before, test, gainedTexts, moved)));
  if (after.tests.length < before.tests.length && lost.length === 0) findings.push({ kind: "tests-fewer", severity: "person", text: `The file had ${before.tests.length} tests and has ${after.tests.length}.` });
  if (gained.length > 0) findings.push({ kind: "tests-added", severity: "listed", text: `${gained.length === 1 ? `The test ${quoted(gained[0]?.name ?? "")} is` : `${gained.length} tests are`} new.` });
  return [...findings, ...compareLines(before, after, lost, gained)];
}

function lostTests(before: TestFile, after: TestFile): TestDeclaration[] {
  const left = new Map<string, number>();
  for (const { name } of after.tests) left.set(name, (left.get(name) ?? 0) + 1);
  return before.tests.filter(({ name }) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

/** Returns the lines of a test behind the one that names it, as one text. */
export function bodyText(file: TestFile, { firstLine, endLine }: TestDeclaration): string {
  const own = file.lines.slice(firstLine + 1, endLine).map((line) => line.trim()).filter((line) => line !== "");
  // What closes the group around the last test is not its own.
  while (own.length > 0 && /^[)}\];\s,]*$|^end$/.test(own.at(-1) ?? "")) own.pop();
  return own.join("\n");
}

/** A test without its name. */
function namelessText(file: TestFile, test: TestDeclaration): string {
  return `${file.lines[test.firstLine]?.replace(test.name, "").trim() ?? ""}\n${bodyText(file, test)}`;
}

function tellLost(before: TestFile, test: TestDeclaration, gainedTexts: ReadonlySet<string>, { gained }: MovedTests): GateFinding {
  if (gainedTexts.has(namelessText(before, test))) return { kind: "test-changed", severity: "listed", text: `The test ${quoted(test.name)} has another name.` };
  if (gained.get(test.name)?.includes(bodyText(before, test)) === true) return { kind: "test-moved", severity: "listed", text: `The test ${quoted(test.name)} was moved to another file.` };
  return { kind: "test-removed", severity: "person", text: `The test ${quoted(test.name)} is gone.` };
}

/** What is gone and what came of the lines that belong to no test that is lost or new; what was only moved is neither. */
function compareLines(before: TestFile, after: TestFile, lost: readonly TestDeclaration[], gained: readonly TestDeclaration[]): GateFinding[] {
  const [lostLines, gainedLines] = [lost, gained].map((tests) => new Set(tests.flatMap(({ firstLine, endLine }) => Array.from({ length: endLine - firstLine }, (__, at) => firstLine + at)))) as [Set<number>, Set<number>];
  const changes = changedLines(before.lines, after.lines).map(({ beforeAt, afterAt, removed, added }): Change => ({ removed: removed.filter((_, at) => !lostLines.has(beforeAt + at)).map((line) => line.trim()).filter(isCode), added: added.filter((_, at) => !gainedLines.has(afterAt + at)).map((line) => line.trim()).filter(isCode) }));
  const rest = withoutMoved(changes);
  const names = renames(rest, before, after);
  const effort = { left: MOST_PAIRS };
  return rest.flatMap((change) => compareChange(change, names, effort));
}

/** Brackets alone move with what stands between them. */
function isCode(line: string): boolean {
  return !/^[)}\]({[;,\s]*$|^end;?$|^=>\s*\{$/.test(line);
}

function withoutMoved(changes: readonly Change[]): Change[] {
  const count = (lines: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
  };
  const [gone, come] = [count(changes.flatMap(({ removed }) => removed)), count(changes.flatMap(({ added }) => added))];
  const without = (lines: readonly string[], others: Map<string, number>): string[] =>
    lines.filter((line) => {
      const left = others.get(line) ?? 0;
      others.set(line, left - 1);
      return left <= 0;
    });
  return changes.map(({ removed, added }) => ({ removed: without(removed, come), added: without(added, gone) }));
}

/** How many pairs of lines are compared in one file; lines beyond have no partner, and need a person. */
const MOST_PAIRS = 20_000;

interface Renames {
  readonly names: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, string>;
}

/** Names that the file declares itself, not from elsewhere, and that are gone from it altogether in favour of one other that was not there before. */
function renames(changes: readonly Change[], before: TestFile, after: TestFile): Renames {
  const words = (file: TestFile): Set<string> => new Set(file.code.match(/[A-Za-z_$][\w$]*/g));
  const [old, fresh] = [words(before), words(after)];
  const declared = new Set([...before.code.matchAll(/\b(?:const|let|var|val)[ \t]+(\w+)[ \t]*=|^[ \t]*(\w+)[ \t]*:?=(?!=)/gm)].flatMap((match) => match[1] ?? match[2] ?? []));
  const names = new Set([...declared].filter((name) => !fresh.has(name)));
  const renamed = new Map<string, string>();
  for (const { removed, added } of changes) {
    for (const [at, line] of removed.entries()) {
      const [a, b] = [tokensOf(line), tokensOf(added[at] ?? "")];
      if (a.length !== b.length) continue;
      for (const [index, token] of a.entries()) if (names.has(token) && !renamed.has(token) && !old.has(b[index] ?? "")) renamed.set(token, b[index] ?? "");
    }
  }
  return { names, renamed };
}

const TOLD: Readonly<Record<Exclude<LineChange, "same" | "unknown">, Omit<GateFinding, "text"> & { readonly text: string }>> = {
  renamed: { kind: "test-changed", severity: "listed", text: "A name of the test's own is another one" },
  asynchronous: { kind: "test-changed", severity: "listed", text: "A line waits, or no more" },
  import: { kind: "test-changed", severity: "listed", text: "A module is taken from another place, or more of it" },
  tightened: { kind: "assertion-tightened", severity: "listed", text: "An assertion asks for more" },
  timeout: { kind: "timeout-changed", severity: "listed", text: "A time limit is another one" },
  loosened: { kind: "assertion-loosened", severity: "person", text: "An assertion asks for less" },
  expectation: { kind: "expectation-changed", severity: "person", text: "What a test expects is another value" },
};

function compareChange({ removed, added }: Change, { names, renamed }: Renames, effort: { left: number }): GateFinding[] {
  const open = [...added];
  const found: GateFinding[] = [];
  for (const [index, line] of removed.entries()) {
    const [at, change] = effort.left <= 0 ? [undefined, "unknown" as const] : bestPair(line, open, names, renamed, removed.length === added.length ? added[index] : undefined);
    effort.left -= Math.min(open.length, MOST_PARTNERS);
    const partner = at === undefined ? undefined : open.splice(at, 1)[0];
    if (change === "same") continue;
    const told = change === "unknown" ? undefined : TOLD[change];
    if (told !== undefined) found.push({ ...told, text: `${told.text}: ${quoted(line)}${partner === undefined ? "" : ` became ${quoted(partner)}`}.` });
    else if (isAssertion(line)) found.push({ kind: "assertion-removed", severity: "person", text: `An assertion is gone: ${quoted(line)}.` });
    else found.push({ kind: "not-understood", severity: "person", text: `A line of a test is gone or another one: ${quoted(line)}.` });
  }
  return [...found, ...open.map(tellAdded)];
}

/** How many added lines are looked at as what a removed one became. */
const MOST_PARTNERS = 200;

const ORDER: readonly LineChange[] = ["same", "renamed", "asynchronous", "timeout", "import", "tightened", "expectation", "loosened"];

/** The added line that is nearest to a removed one, and what became of it. */
function bestPair(line: string, open: readonly string[], names: ReadonlySet<string>, renamed: ReadonlyMap<string, string>, beside: string | undefined): readonly [number | undefined, LineChange] {
  const rated = open.slice(0, MOST_PARTNERS).map((other, at) => ({ at, change: compareTwo(line, other, names, renamed) })).filter(({ at, change }) => change !== "unknown" && (change !== "loosened" || beside === undefined || open[at] === beside || shares(line, open[at] ?? "")));
  const best = rated.sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change))[0];
  return best === undefined ? [undefined, "unknown"] : [best.at, best.change];
}

function shares(a: string, b: string): boolean {
  const words = new Set(tokensOf(a));
  return tokensOf(b).filter((token) => words.has(token)).length * 2 > words.size;
}

function compareTwo(line: string, other: string, names: ReadonlySet<string>, renamed: ReadonlyMap<string, string>): LineChange {
  const [old, fresh] = [tokensOf(line), tokensOf(other)];
  if (isRename(old, fresh, names, renamed)) return "renamed";
  if (isAssertion(line) !== isAssertion(other)) return "unknown";
  return isAssertion(line) ? compareAssertions(line, other) : comparePlainLines(line, other, names, renamed);
}

/** A line that came into a test that was there. What can keep the rest of it from running, or put something else in the place of what is tested, is no mere addition. */
function tellAdded(line: string): GateFinding {
  const neutral = /\b(?:return|exit|_exit|abort|quit|catch|except|rescue|recover|suppress|break|continue|goto)\b|\b(?:mock\w*|spy\w*|stub\w*|patch\w*|monkeypatch|fake\w*|useFakeTimers|doMock|spyOn|override\w*)\b|\b(?:if|unless|when|guard|assume\w*)\b|\|\||\bor\b|\bprocess\.|\bfalse\s*&&|\/\*|\b(?:prototype|defineProperty|globalThis|sys\.modules|setattr)\b|^import[ \t]*["']|^require\([^)]*\);?$|^(?:assert|expect|t)(?:\.\w+)*[ \t]*=[^=]/i.test(line);
  if (neutral) return { kind: "not-understood", severity: "person", text: `A line came into a test that may keep it from testing: ${quoted(line)}.` };
  return isAssertion(line) ? { kind: "assertion-tightened", severity: "listed", text: `An assertion is new: ${quoted(line)}.` } : { kind: "test-changed", severity: "listed", text: `A line is new: ${quoted(line)}.` };
}

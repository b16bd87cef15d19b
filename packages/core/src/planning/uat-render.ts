import type { NewUatGap, NewUatTest, UatResult } from "./uat-types.js";
import { formatUatCommand, formatUatText } from "./uat-value.js";

/** A UAT file that is not there yet. */
export interface NewUat {
  /** The name of the phase's folder, like `05-security`. */
  readonly phase: string;
  readonly status: string;
  /** What the tests were made from. */
  readonly source: readonly string[];
  /** ISO 8601. */
  readonly started: string;
  readonly updated: string;
  readonly tests: readonly NewUatTest[];
  readonly gaps: readonly NewUatGap[];
}

/** The counters of a UAT file, in the order in which they are written. */
export const UAT_COUNTERS = ["total", "passed", "issues", "pending", "skipped", "blocked"] as const;

/** Counts the results of the tests of a UAT file; a result that is not known is pending. */
export function countUatResults(results: readonly UatResult[]): Readonly<Record<(typeof UAT_COUNTERS)[number], number>> {
  const count = (...of: readonly UatResult[]): number => results.filter((result) => of.includes(result)).length;
  return { total: results.length, passed: count("pass"), issues: count("issue"), pending: count("pending", "unknown"), skipped: count("skipped"), blocked: count("blocked") };
}

/** Returns the text of a new UAT file. */
export function renderUat({ phase, status, source, started, updated, tests, gaps }: NewUat): string {
  const counters = countUatResults(tests.map(({ result }) => result));
  const front = ["---", `status: ${status}`, `phase: ${JSON.stringify(phase)}`, `source: [${source.map((each) => JSON.stringify(each)).join(", ")}]`, `started: ${started}`, `updated: ${updated}`, "---"];
  return [
    ...[...front, "", "## Tests", "", ...tests.map((test, index) => renderUatTest(test, index + 1, "\n"))],
    ...["## Summary", "", ...UAT_COUNTERS.map((key) => `${key}: ${String(counters[key])}`), "", "## Gaps", "", ...(gaps.length === 0 ? ["[none]"] : gaps.map((gap) => renderUatGap(gap, "\n").trimEnd())), ""],
  ].join("\n");
}

/** Returns the lines of a test, with a line ending at the end of each. */
export function renderUatTest(test: NewUatTest, number: number, ending: string): string {
  const lines: (readonly [string, string | undefined])[] = [
    ["expected", formatUatText(test.expected)],
    ["command", test.command === undefined ? undefined : formatUatCommand(test.command)],
    ["result", test.result === "pending" ? "[pending]" : test.result],
    ["exit", test.exit === undefined ? undefined : String(test.exit)],
    ...([["reported", test.reported], ["severity", test.severity], ["reason", test.reason], ["blocked_by", test.blockedBy], ["source", test.source]] as const).map(([key, text]) => [key, text === undefined ? undefined : formatUatText(text)] as const),
  ];
  const heading = `### ${String(number)}. ${test.name.replace(/\s+/g, " ").trim().replace(/\s#+$/, "")}`;
  return `${[heading, ...lines.flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${text}`]))].join(ending)}${ending}`;
}

/** Returns the lines of a gap as an item of YAML's style, with a line ending at the end of each. */
export function renderUatGap(gap: NewUatGap, ending: string, indent = ""): string {
  const quoted = (text: string | undefined): string | undefined => (text === undefined ? undefined : JSON.stringify(text));
  const lines: (readonly [string, string | undefined])[] = [
    ...([["id", gap.id], ["truth", quoted(gap.truth)], ["status", gap.status], ["reason", quoted(gap.reason)], ["severity", gap.severity]] as const),
    ...([["test", gap.test === undefined ? undefined : String(gap.test)], ["source", gap.source], ["gap_type", gap.gapType], ["root_cause", quoted(gap.rootCause)]] as const),
    ["missing", gap.missing === undefined || gap.missing.length === 0 ? undefined : `[${gap.missing.map((each) => JSON.stringify(each)).join(", ")}]`],
  ];
  return lines.flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${text}`])).map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}${ending}`).join("");
}

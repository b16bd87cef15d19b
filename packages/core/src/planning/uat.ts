import { readFrontMatter } from "../markdown/front-matter.js";
import { positionAt } from "../text/lines.js";
import { frontMatterFindings, textOf } from "./front-matter-text.js";
import { readLooseYaml } from "./loose-yaml.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { placeUat, type UatGapPlace, type UatField, type UatTestPlace } from "./uat-place.js";
import type { Uat, UatGap, UatResult, UatTest } from "./uat-types.js";
import { readUatValue } from "./uat-value.js";
import { isMap, listItems, scalarText, scalarTexts, type YamlMap } from "./yaml-value.js";

/** Reads a UAT file in all dialects of formats.md 14: bracketed results, values over several lines, gaps with and without a fence. */
export function readUat(source: string, path: string): Uat {
  const frontMatter = readFrontMatter(source);
  const findings = frontMatterFindings(source, frontMatter);
  const places = placeUat(source);
  const tests = places.tests.map((place) => readTest(source, place, findings));
  const gaps = places.gaps.flatMap((place) => readGap(source, place));
  if (tests.length === 0 && gaps.length === 0) findings.push({ code: "uat-tests-missing", offset: undefined, message: "The file holds no test.", remedy: "Write each as a heading ### 1. Name, with the lines expected: and result: below it." });
  findings.push(...repeated(places.tests, places.gaps, gaps));
  const status = textOf(frontMatter, "status")?.toLowerCase();
  const closed = /^(?:passed|complete|completed|resolved)$/.test(status ?? "") || /^all_pass$/i.test(textOf(frontMatter, "result") ?? "");
  return { path, status, closed, phaseText: textOf(frontMatter, "phase"), tests, gaps, problems: placeFindings(path, source, findings) };
}

/** Reads a result in the spellings in use; one that is not there yet is `pending`. */
export function parseUatResult(text: string): UatResult {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "").toLowerCase();
  if (/^(?:pass|passed|ok|approved)$/.test(word)) return "pass";
  if (/^(?:issue|issues|fail|failed)$/.test(word)) return "issue";
  if (/^(?:pending|)$/.test(word)) return "pending";
  if (/^(?:skip|skipped)$/.test(word)) return "skipped";
  return word === "blocked" ? "blocked" : "unknown";
}

function readTest(source: string, { number, name, heading, fields }: UatTestPlace, findings: Finding[]): UatTest {
  const read = (key: string): string | undefined => fieldText(source, fields.get(key));
  const text = read("result") ?? "";
  const result = parseUatResult(text);
  if (result === "unknown") findings.push({ code: "uat-result-unknown", offset: fields.get("result")?.value.start, message: `The result ${quote(text)} of test ${String(number)} is none that DGS knows.`, remedy: "Write pass, issue, pending, skipped or blocked." });
  const exit = read("exit");
  return {
    ...{ number, name, expected: read("expected"), result, reported: read("reported"), severity: read("severity"), reason: read("reason") },
    ...{ blockedBy: read("blocked_by"), command: read("command"), source: read("source"), exit: exit !== undefined && /^-?\d{1,10}$/.test(exit) ? Number(exit) : undefined, at: positionAt(source, heading.range.start) },
  };
}

/** A value may stand on its key's line, as a block below it, or be wrapped. */
function fieldText(source: string, field: UatField | undefined): string | undefined {
  if (field === undefined) return undefined;
  const line = source.slice(field.value.start, field.value.end);
  const below = field.below.trim();
  const block = /^[|>][+-]?\d?$/.test(line);
  const text = block ? (line.startsWith(">") ? below.replaceAll("\n", " ") : below) : below === "" ? readUatValue(line) : `${line} ${below.replaceAll("\n", " ")}`.trim();
  return text === "" ? undefined : text;
}

function readGap(source: string, { range }: UatGapPlace): UatGap[] {
  const item = listItems(readLooseYaml(source.slice(range.start, range.end).replace(/^([ \t]*)[*+]/, "$1-")))[0];
  const map: YamlMap = isMap(item) ? item : { truth: item };
  const truth = scalarText(map["truth"]) ?? scalarText(map["gap"]) ?? scalarText(map["reason"]);
  if (truth === undefined || /^\[?none(?: yet)?\]?\.?$/i.test(truth)) return [];
  const test = Number(scalarText(map["test"]) ?? "x");
  return [
    {
      ...{ id: scalarText(map["id"]), truth, status: scalarText(map["status"]), reason: scalarText(map["reason"]), severity: scalarText(map["severity"]), source: scalarText(map["source"]) },
      ...{ test: Number.isSafeInteger(test) ? test : undefined, gapType: scalarText(map["gap_type"]), rootCause: scalarText(map["root_cause"]), missing: scalarTexts(map["missing"]), at: positionAt(source, range.start) },
    },
  ];
}

function repeated(tests: readonly UatTestPlace[], places: readonly UatGapPlace[], gaps: readonly UatGap[]): Finding[] {
  const twice = tests.filter(({ number }, index) => tests.findIndex((each) => each.number === number) < index);
  const ids = gaps.flatMap(({ id }) => id ?? []);
  const id = ids.find((each, index) => ids.indexOf(each) < index);
  return [
    ...twice.map(({ number, heading }): Finding => ({ code: "uat-test-repeated", offset: heading.range.start, message: `There is a second test ${String(number)}; results go to the first.`, remedy: "Give each test a number of its own." })),
    ...(id === undefined ? [] : [{ code: "uat-gap-repeated" as const, offset: places[0]?.range.start, message: `Two gaps have the id ${quote(id)}.`, remedy: "Give each gap an id of its own." }]),
  ];
}

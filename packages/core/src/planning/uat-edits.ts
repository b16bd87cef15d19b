import { frontMatterEdit } from "../markdown/front-matter-edit.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { parseUatResult } from "./uat.js";
import { placeUat, type UatField, type UatPlaces, type UatTestPlace } from "./uat-place.js";
import { countUatResults, renderUatGap, renderUatTest, UAT_COUNTERS } from "./uat-render.js";
import type { UatChange, UatGapChange, UatTestChange } from "./uat-types.js";
import { formatUatText, readUatValue } from "./uat-value.js";

/**
 * Returns the edits that write results, new tests and gaps into a UAT file, and the counters that follow from them.
 *
 * Everything else stays as it is, byte for byte. Tests are found by their number and gaps by their id; one that is
 * not there is passed over, and so are counters in a file that has none.
 */
export function uatEdits(source: string, change: UatChange): TextEdit[] {
  const places = placeUat(source);
  const ending = lineEndingOf(source);
  const edits: TextEdit[] = [];
  for (const [key, value] of [["status", change.status], ["updated", change.updated]] as const) {
    if (value !== undefined) edits.push(...frontMatterEdit(source, key, value));
  }
  for (const each of change.tests ?? []) edits.push(...testEdits(source, places, each, ending));
  for (const each of change.gaps ?? []) edits.push(...gapEdits(source, places, each, ending));
  const added = change.newTests ?? [];
  if (added.length > 0) {
    const first = places.tests.reduce((most, { number }) => Math.max(most, number), 0) + 1;
    edits.push(appendTo(source, places.testsPart, "## Tests", added.map((test, index) => renderUatTest(test, first + index, ending)).join(ending), ending));
  }
  if (change.newGaps !== undefined && change.newGaps.length > 0) edits.push(gapsEdit(source, places, change.newGaps, ending));
  return [...edits, ...currentEdits(source, places, change, ending), ...counterEdits(source, places, change)];
}

function testEdits(source: string, { tests }: UatPlaces, change: UatTestChange, ending: string): TextEdit[] {
  const place = tests.find(({ number }) => number === change.number);
  if (place === undefined) return [];
  const result = change.result === undefined ? undefined : change.result === "pending" ? "[pending]" : change.result;
  const exit = change.exit === undefined || change.exit === null ? change.exit : String(change.exit);
  const wanted = [["result", result], ["exit", exit], ["reported", change.reported], ["severity", change.severity], ["reason", change.reason], ["blocked_by", change.blockedBy]] as const;
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const [key, value] of wanted) {
    const field = place.fields.get(key);
    if (value === undefined) continue;
    if (value === null) edits.push(...(field === undefined ? [] : [{ ...field.lines, text: "" }]));
    else if (field === undefined) added.push(`${key}: ${key === "result" ? value : formatUatText(value)}`);
    else edits.push(setField(source, field, key === "result" ? value : formatUatText(value)));
  }
  // A line that is taken out may start where new lines go: of two edits there, the insertion has to come first.
  return added.length === 0 ? edits : [insertLines(source, afterFields(source, place), added, ending), ...edits];
}

/** New lines go behind the result, or else behind the last line that is known, or the heading. */
function afterFields(source: string, { fields, heading }: UatTestPlace): number {
  const last = [...fields.values()].reduce((end, field) => Math.max(end, field.lines.end), 0);
  return fields.get("result")?.lines.end ?? (last > 0 ? last : (linesOf(source, heading.range.end)[0]?.next ?? heading.range.end));
}

function gapEdits(source: string, { gaps }: UatPlaces, change: UatGapChange, ending: string): TextEdit[] {
  const gap = gaps.find(({ fields }) => gapId(source, fields.get("id")) === change.id);
  if (gap === undefined) return [];
  const wanted = [["status", change.status], ["root_cause", change.rootCause === undefined ? undefined : JSON.stringify(change.rootCause)]] as const;
  const added = wanted.flatMap(([key, value]) => (value === undefined || gap.fields.has(key) ? [] : [`${gap.indent}${key}: ${value}`]));
  const edits = wanted.flatMap(([key, value]) => {
    const field = gap.fields.get(key);
    return value === undefined || field === undefined ? [] : [setField(source, field, value)];
  });
  return added.length === 0 ? edits : [...edits, insertLines(source, gap.range.end, added, ending)];
}

function gapId(source: string, field: UatField | undefined): string | undefined {
  return field === undefined ? undefined : readUatValue(source.slice(field.value.start, field.value.end));
}

/** A value that goes on below its key is replaced as a whole. */
function setField(source: string, field: UatField, value: string): TextEdit {
  const text = source.slice(field.value.start, field.value.end);
  const glued = source[field.value.start - 1] === ":" || source[field.value.start - 1] === "*";
  const first = linesOf(source, field.lines.start, field.lines.end);
  const end = first.length > 1 && (field.below !== "" || text === "") ? (first.at(-1)?.end ?? field.value.end) : field.value.end;
  return { start: field.value.start, end, text: `${glued ? " " : ""}${value}` };
}

function insertLines(source: string, at: number, lines: readonly string[], ending: string): TextEdit {
  const open = at > 0 && !/[\r\n]/.test(source[at - 1] ?? "");
  return { start: at, end: at, text: open ? `${ending}${lines.join(ending)}` : `${lines.join(ending)}${ending}` };
}

/** Appends a block to a part of the file, with one blank line before it; a part that is not there is added at the end. */
function appendTo(source: string, part: Range | undefined, heading: string, block: string, ending: string): TextEdit {
  const lines = linesOf(source, part?.start ?? 0, part?.end ?? source.length).filter((line) => source.slice(line.start, line.end).trim() !== "");
  const at = lines.at(-1)?.end ?? part?.start ?? source.length;
  const next = linesOf(source, at)[0]?.next ?? at;
  const [start, lead] = next > at ? [next, ending] : [at, `${ending}${ending}`];
  return { start, end: start, text: `${lead}${part === undefined ? `${heading}${ending}${ending}` : ""}${next > at ? block : block.slice(0, -ending.length)}` };
}

function gapsEdit(source: string, { gaps, gapsPart }: UatPlaces, added: NonNullable<UatChange["newGaps"]>, ending: string): TextEdit {
  const last = gaps.at(-1);
  const render = (indent: string): string => added.map((gap) => renderUatGap(gap, ending, indent)).join("");
  if (last !== undefined) {
    const indent = /^[ \t]*/.exec(source.slice(last.range.start))?.[0] ?? "";
    return insertLines(source, last.range.end, render(indent).slice(0, -ending.length).split(ending), ending);
  }
  const none = gapsPart === undefined ? undefined : /^[ \t]*\[?none(?: yet)?\]?\.?[ \t]*$/im.exec(source.slice(gapsPart.start, gapsPart.end));
  if (gapsPart !== undefined && none !== null && none !== undefined) {
    const start = gapsPart.start + none.index;
    return { start, end: start + none[0].length, text: render("").slice(0, -ending.length) };
  }
  return appendTo(source, gapsPart, "## Gaps", render(""), ending);
}

/** The whole part is replaced: it only ever points at a test. A part that is not there is not made. */
function currentEdits(source: string, { currentPart: part }: UatPlaces, { current }: UatChange, ending: string): TextEdit[] {
  if (part === undefined || current === undefined) return [];
  const lines = current === "complete" ? ["[testing complete]"] : [`number: ${String(current.number)}`, `name: ${formatUatText(current.name)}`, `expected: ${formatUatText(current.expected)}`, "awaiting: user response"];
  const filled = linesOf(source, part.start, part.end).filter((line) => source.slice(line.start, line.end).trim() !== "");
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined) return [insertLines(source, part.end, [...lines, ""], ending)];
  const text = lines.join(ending);
  return source.slice(first.start, last.end) === text ? [] : [{ start: first.start, end: last.end, text }];
}

function counterEdits(source: string, { tests, counters }: UatPlaces, change: UatChange): TextEdit[] {
  if (counters.size === 0 || ((change.tests ?? []).length === 0 && (change.newTests ?? []).length === 0)) return [];
  const changed = new Map((change.tests ?? []).map(({ number, result }) => [number, result]));
  const old = tests.map(({ number, fields }) => changed.get(number) ?? parseUatResult(source.slice(fields.get("result")?.value.start ?? 0, fields.get("result")?.value.end ?? 0)));
  const counts = countUatResults([...old, ...(change.newTests ?? []).map(({ result }) => result)]);
  return UAT_COUNTERS.flatMap((key) => {
    const field = counters.get(key);
    if (field === undefined || source.slice(field.value.start, field.value.end) === String(counts[key])) return [];
    return [setField(source, field, String(counts[key]))];
  });
}


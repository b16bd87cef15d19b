import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import type { DetailPlace, ListedStep } from "./place.js";

/** A detail line to be written: key and value, each in one line. */
export type NewDetail = readonly [key: string, value: string];

/** Drops detail lines of a step by key, adds others behind its last line, and puts `behind` (whole lines) after them. */
export function detailEdits(source: string, place: ListedStep, drop: readonly string[], add: readonly NewDetail[], behind = ""): TextEdit[] {
  const ending = lineEndingOf(source);
  const added = add.map(([key, value]) => `${detailIndent(source, place)}- ${key}: ${value}${ending}`).join("") + behind;
  const dropped = place.details.filter((detail) => drop.includes(detail.key));
  const edits: TextEdit[] = runsOf(dropped).map((run) => ({ ...lineSpan(source, run), text: "" }));
  if (added === "") return edits;
  const endsLine = place.end > 0 && (source[place.end - 1] === "\n" || source[place.end - 1] === "\r");
  // A last line without a line ending gets one before the new lines, and they end without one as it did.
  const text = endsLine ? added : ending + added.slice(0, -ending.length);
  return [...edits, { start: place.end, end: place.end, text }];
}

/** Writes a new step in the style of another one: same indentation and bullet, then the marker, the text and the details. */
export function renderStep(source: string, model: ListedStep, mark: string, text: string, details: readonly NewDetail[]): string {
  const prefix = source.slice(model.prefix.start, model.prefix.end);
  const lines = [`${prefix}[${mark}] ${text}`, ...details.map(([key, value]) => `${detailIndent(source, model)}- ${key}: ${value}`)];
  return lines.map((line) => line + lineEndingOf(source)).join("");
}

function detailIndent(source: string, place: ListedStep): string {
  const prefix = source.slice(place.prefix.start, place.prefix.end);
  const indent = /^[ \t]*/.exec(prefix)?.[0] ?? "";
  return indent + " ".repeat(Math.max(2, prefix.length - indent.length));
}

/** Groups details whose lines follow each other: each group is one deletion. */
function runsOf(details: readonly DetailPlace[]): DetailPlace[][] {
  const runs: DetailPlace[][] = [];
  for (const detail of details) {
    const run = runs.at(-1);
    if (run?.at(-1)?.line.next === detail.line.start) run.push(detail);
    else runs.push([detail]);
  }
  return runs;
}

function lineSpan(source: string, run: readonly DetailPlace[]): { start: number; end: number } {
  const start = run[0]?.line.start ?? 0;
  const last = run.at(-1)?.line;
  if (last === undefined || last.next > last.end) return { start, end: last?.next ?? start };
  // The last line of the file has no line ending: the one before it goes instead.
  const before = source.slice(0, start);
  return { start: start - (/\r\n$/.test(before) ? 2 : /[\r\n]$/.test(before) ? 1 : 0), end: last.end };
}

import { outlineOf } from "../markdown/outline-of.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { findHeading, sectionBody } from "../markdown/section.js";
import { type Line, linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";

/** A key of a test, a gap or the counters, and where it stands. */
export interface UatField {
  readonly key: string;
  /** On the key's line, without blanks around it. */
  readonly value: Range;
  /** From the key's line to the last line of a value that goes on below it, with the ending of that line. */
  readonly lines: Range;
  /** What a value that goes on below the key says there; empty for a value of one line. */
  readonly below: string;
}

/** A test and where it stands. */
export interface UatTestPlace {
  readonly number: number;
  readonly name: string;
  readonly heading: Heading;
  readonly fields: ReadonlyMap<string, UatField>;
}

/** A gap and where it stands. */
export interface UatGapPlace {
  readonly range: Range;
  /** The indentation of its keys. */
  readonly indent: string;
  readonly fields: ReadonlyMap<string, UatField>;
}

/** Where everything stands in a UAT file; reading and editing share it. */
export interface UatPlaces {
  readonly outline: Outline;
  readonly tests: readonly UatTestPlace[];
  readonly testsPart: Range | undefined;
  readonly counters: ReadonlyMap<string, UatField>;
  readonly countersPart: Range | undefined;
  readonly gaps: readonly UatGapPlace[];
  readonly gapsPart: Range | undefined;
  /** What stands below the heading that points at the test that is next. */
  readonly currentPart: Range | undefined;
}

const TEST_KEYS = "expected|result|reported|severity|reason|blocked_by|blocked-by|command|exit|awaiting|source|notes?|evidence|why_human|test";
const GAP_KEYS = "[A-Za-z_][A-Za-z_-]*";
const COUNTERS = "total|passed|issues|pending|skipped|blocked";

/** Finds the tests, counters and gaps of a UAT file. Headings in fences and comments are none. */
export function placeUat(source: string): UatPlaces {
  const outline = outlineOf(source);
  const part = (title: RegExp): Range | undefined => {
    const heading = findHeading(outline, source, (text, { level }) => level <= 2 && title.test(text));
    return heading === undefined ? undefined : sectionBody(source, outline, heading);
  };
  const [testsPart, countersPart, gapsPart] = [part(/^tests?$/i), part(/^summary$/i), part(/^gaps?$/i)];
  const whole = { start: 0, end: source.length };
  const tests = outline.headings.flatMap((heading) => placeTest(source, outline, heading, testsPart ?? whole));
  const counters = countersPart === undefined ? new Map<string, UatField>() : readLines(source, linesOf(source, countersPart.start, countersPart.end), COUNTERS);
  return { outline, tests, testsPart, counters, countersPart, gaps: gapsPart === undefined ? [] : placeGaps(source, gapsPart), gapsPart, currentPart: placeCurrent(outline, part(/^current test$/i)) };
}

/** It ends before any heading, also a deeper one: it is replaced as a whole, and what is below a heading is no pointer. */
function placeCurrent({ headings }: Outline, part: Range | undefined): Range | undefined {
  const next = headings.find(({ range }) => part !== undefined && range.start >= part.start && range.start < part.end);
  return part === undefined || next === undefined ? part : { start: part.start, end: next.range.start };
}

function placeTest(source: string, outline: Outline, heading: Heading, within: Range): UatTestPlace[] {
  if (heading.range.start < within.start || heading.range.start >= within.end) return [];
  const match = /^(?:Test\s+)?(\d{1,5})[.):]\s*(.*)$/i.exec(source.slice(heading.text.start, heading.text.end));
  if (match?.[1] === undefined) return [];
  const body = sectionBody(source, outline, heading);
  return [{ number: Number(match[1]), name: (match[2] ?? "").trim(), heading, fields: readLines(source, linesOf(source, body.start, body.end), TEST_KEYS) }];
}

/** Reads `key: value` lines; lines that start no key belong to the key before, up to a blank line or, in a block, beyond it. */
function readLines(source: string, lines: readonly Line[], keys: string): Map<string, UatField> {
  const pattern = new RegExp(`^([ \\t]*(?:[-*+][ \\t]+)?(?:\\*\\*)?(${keys})(?:\\*\\*[ \\t]*:|:\\*\\*|:)[ \\t]*)(.*?)[ \\t]*$`, "i");
  const fields = new Map<string, UatField>();
  let open: { field: UatField; indent: number; block: boolean } | undefined;
  for (const line of lines) {
    const text = source.slice(line.start, line.end);
    const match = pattern.exec(text);
    const indent = text.length - text.trimStart().length;
    if (match !== null && !(open?.block === true && indent > open.indent)) {
      const [, head = "", key = "", value = ""] = match;
      const start = line.start + head.length;
      const field: UatField = { key: key.toLowerCase().replace("-", "_"), value: { start, end: start + value.length }, lines: { start: line.start, end: line.next }, below: "" };
      if (!fields.has(field.key)) fields.set(field.key, field);
      open = { field, indent, block: /^[|>][+-]?\d?$/.test(value) };
    } else if (open !== undefined && belongsTo(open, text, indent)) {
      const field = { ...open.field, lines: { start: open.field.lines.start, end: line.next }, below: `${open.field.below}${text.trim()}\n` };
      if (fields.get(field.key)?.value.start === field.value.start) fields.set(field.key, field);
      open = { ...open, field };
    } else if (!(open?.block === true && text.trim() === "")) open = undefined;
  }
  return fields;
}

function belongsTo(open: { readonly indent: number; readonly block: boolean }, text: string, indent: number): boolean {
  if (text.trim() === "") return false;
  return open.block ? indent > open.indent : !/^\s*(?:```|~~~|<|\||---)/.test(text);
}

/** The gaps are a list in YAML's style, with or without a fence around it; a gap goes on as far as lines are indented deeper. */
function placeGaps(source: string, part: Range): UatGapPlace[] {
  const gaps: Line[][] = [];
  let base: number | undefined;
  let open: Line[] | undefined;
  for (const line of linesOf(source, part.start, part.end)) {
    const text = source.slice(line.start, line.end);
    if (text.trim() === "") continue;
    const indent = text.length - text.trimStart().length;
    if (/^[ \t]*[-*+](?:[ \t]|$)/.test(text) && indent === (base ?? indent)) {
      base = indent;
      open = [line];
      gaps.push(open);
    } else if (open !== undefined && indent > (base ?? 0)) open.push(line);
    else open = undefined;
  }
  return gaps.map((lines) => placeGap(source, lines));
}

function placeGap(source: string, lines: readonly Line[]): UatGapPlace {
  const [first, last] = [lines[0], lines.at(-1)];
  const range = { start: first?.start ?? 0, end: last?.next ?? 0 };
  const width = /^[ \t]*[-*+][ \t]*/.exec(source.slice(range.start, first?.end))?.[0].length ?? 2;
  const fields = new Map<string, UatField>();
  const top = lines.filter((line, index) => index === 0 || /^\S/.test(source.slice(line.start + width, line.end)));
  for (const [index, line] of top.entries()) {
    // A key behind the dash is read as if it stood on a line of its own.
    const [field] = readLines(source, [{ ...line, start: line.start + width }], GAP_KEYS).values();
    if (field !== undefined && !fields.has(field.key)) fields.set(field.key, { ...field, lines: { start: line.start, end: top[index + 1]?.start ?? range.end } });
  }
  return { range, indent: " ".repeat(width), fields };
}

import type { Field } from "../markdown/field.js";
import { readFields } from "../markdown/field.js";
import type { Outline } from "../markdown/outline.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Line } from "../text/lines.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";

/** One indented `- key: value` line of a step. */
export interface DetailPlace {
  /** Lower case. */
  readonly key: string;
  readonly value: Range;
  readonly line: Line;
}

/** Where one step stands in one text. */
export interface ListedStep {
  /** Indentation and bullet of the step's line, as written; a step without a bullet has only its indentation. */
  readonly prefix: Range;
  /** The character in the brackets. */
  readonly mark: Range;
  /** What follows the brackets, without blanks around it. */
  readonly text: Range;
  readonly details: readonly DetailPlace[];
  /** After the last line that belongs to the step; behind its line ending where it has one. */
  readonly end: number;
}

/** Where the header fields of a file stand. */
export interface HeaderPlaces {
  readonly fields: readonly Field[];
  /** Where a new header field goes. */
  readonly fieldEnd: number;
}

/** Where everything that a machine reads or writes stands in one text. Shared by `read` and `changes`. */
export interface ChecklistPlaces extends HeaderPlaces {
  readonly steps: readonly ListedStep[];
}

const STEP_LINE = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)\[([^\r\n]|[\ud800-\udbff][\udc00-\udfff])\](?:[ \t]+(\S.*?))?[ \t]*$/;
const DETAIL_LINE = /^[ \t]+[-*+][ \t]+([A-Za-z][A-Za-z-]*):[ \t]*(.*?)[ \t]*$/;

/**
 * Finds the header fields and the steps of a text. Code, comments and quotations hold neither.
 *
 * @param headerKeys Keys in small letters: a plain `key: value` line counts only with one of them, as other prose looks like that too.
 */
export function placeChecklist(source: string, headerKeys: ReadonlySet<string>): ChecklistPlaces {
  const outline = outlineOf(source);
  const lines = proseLines(source, outline);
  const area = stepArea(source, outline);
  const steps = placeSteps(source, lines.filter((line) => line.start >= area.start && line.start < area.end));
  const first = steps[0]?.prefix.start ?? source.length;
  const header = { start: 0, end: Math.min(area.headingStart ?? first, first) };
  const fields = readFields(source, outline, header).filter((field) => !field.plain || headerKeys.has(field.keyText.toLowerCase()));
  return { fields, fieldEnd: fieldEnd(source, fields, outline), steps };
}

function proseLines(source: string, outline: Outline): Line[] {
  let next = 0;
  return linesOf(source).filter((line) => {
    while (next < outline.opaque.length && (outline.opaque[next]?.end ?? 0) <= line.start) next++;
    const opaque = outline.opaque[next];
    return opaque === undefined || line.start < opaque.start;
  });
}

interface StepArea extends Range {
  readonly headingStart?: number;
}

function stepArea(source: string, outline: Outline): StepArea {
  const index = outline.headings.findIndex((heading) => source.slice(heading.text.start, heading.text.end).trim().toLowerCase() === "steps");
  const heading = outline.headings[index];
  if (heading === undefined) return { start: 0, end: source.length };
  const following = outline.headings.slice(index + 1).find((other) => other.level <= heading.level);
  return { start: heading.range.end, end: following?.range.start ?? source.length, headingStart: heading.range.start };
}

function fieldEnd(source: string, fields: readonly Field[], outline: Outline): number {
  const anchor = fields.at(-1)?.line.end ?? outline.headings.find((heading) => heading.level === 1)?.range.end ?? outline.frontMatter?.end ?? 0;
  return linesOf(source, anchor)[0]?.next ?? anchor;
}

function placeSteps(source: string, lines: readonly Line[]): ListedStep[] {
  const steps: ListedStep[] = [];
  let base: number | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) break;
    const match = STEP_LINE.exec(source.slice(line.start, line.end));
    if (match === null) continue;
    const [whole, prefix = "", mark = "", text = ""] = match;
    const indent = columnsOf(prefix);
    base ??= indent;
    if (indent > base + 1) continue;
    const block = blockLines(source, lines, i, indent);
    i += block.length;
    const textStart = line.start + (text === "" ? whole.length : whole.indexOf(text, prefix.length + mark.length + 2));
    steps.push({
      prefix: { start: line.start, end: line.start + prefix.length },
      mark: { start: line.start + prefix.length + 1, end: line.start + prefix.length + 1 + mark.length },
      text: { start: textStart, end: textStart + text.length },
      details: block.flatMap((each) => placeDetail(source, each)),
      end: (block.at(-1) ?? line).next,
    });
  }
  return steps;
}

/** The lines after a step's line that are indented deeper; blank lines only where such a line follows. */
function blockLines(source: string, lines: readonly Line[], from: number, indent: number): Line[] {
  let last = from;
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || lines[i - 1]?.next !== line.start) break;
    const text = source.slice(line.start, line.end);
    if (text.trim() === "") continue;
    if (columnsOf(text) <= indent + 1) break;
    last = i;
  }
  return lines.slice(from + 1, last + 1);
}

function placeDetail(source: string, line: Line): DetailPlace[] {
  const match = DETAIL_LINE.exec(source.slice(line.start, line.end));
  if (match === null) return [];
  const [whole, key = "", value = ""] = match;
  const start = line.start + whole.trimEnd().length - value.length;
  return [{ key: key.toLowerCase(), value: { start, end: start + value.length }, line }];
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (character === " ") columns++;
    else if (character === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

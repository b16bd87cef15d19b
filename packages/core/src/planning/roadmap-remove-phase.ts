import type { Outline } from "../markdown/outline.js";
import { lineEndAt, lineStartAt } from "../markdown/span.js";
import type { TextEdit } from "../text/edit.js";
import type { RoadmapPhase } from "./roadmap-types.js";
import { contentEnd } from "./section-end.js";

/**
 * Returns the edits that take a phase out of the roadmap: its line in the checklist, its section and its progress row. They undo, byte for byte, what put it there.
 *
 * What other places say of it is not touched: numbers are changed by `renumberRoadmapEdits`.
 */
export function removePhaseEdits(source: string, outline: Outline, { entry, section, row }: RoadmapPhase): TextEdit[] {
  return [
    ...(entry === undefined ? [] : [withoutLines(source, entry.item.bullet.start, entry.item.range.end)]),
    ...(section === undefined ? [] : [withoutBlock(source, outline, section.range)]),
    ...(row === undefined ? [] : [withoutLines(source, row.row.range.start, row.row.range.end)]),
  ];
}

/** The lines go with the line end before them; at the start of a text, where there is none, with the one behind them. */
function withoutLines(source: string, from: number, to: number): TextEdit {
  const [start, end] = [lineStartAt(source, from), lineEndAt(source, to)];
  const before = start - endingBefore(source, start);
  return before < start ? { start: before, end, text: "" } : { start, end: end + endingAt(source, end), text: "" };
}

/** A block goes with the blank lines before it, and with a rule between them that divides it from nothing any more. */
function withoutBlock(source: string, outline: Outline, range: { readonly start: number; readonly end: number }): TextEdit {
  const end = contentEnd(source, outline, range);
  const start = trimmedEnd(source, range.start);
  if (start === 0) return { start: range.start, end: Math.min(source.length, end + blanksFrom(source, end)), text: "" };
  const rule = ruleBefore(source, start);
  const next = source.slice(end).trimStart();
  const divides = rule === undefined || (next !== "" && !RULE.test(next.split(/\r\n?|\n/)[0] ?? ""));
  return { start: divides ? start : rule, end, text: "" };
}

const RULE = /^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$/;

/** Where the text before a rule ends that stands directly before an offset, with a blank line above it; `undefined` where no rule does. */
function ruleBefore(source: string, offset: number): number | undefined {
  const line = lineStartAt(source, offset);
  const above = trimmedEnd(source, line);
  const isRule = RULE.test(source.slice(line, offset)) && /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(source.slice(above, line));
  return isRule && above > 0 ? above : undefined;
}

function trimmedEnd(source: string, offset: number): number {
  return source.slice(0, offset).trimEnd().length;
}

function blanksFrom(source: string, offset: number): number {
  const rest = source.slice(offset);
  return rest.length - rest.trimStart().length;
}

function endingBefore(source: string, offset: number): number {
  if (offset === 0) return 0;
  return source.startsWith("\r\n", offset - 2) ? 2 : /[\r\n]/.test(source.charAt(offset - 1)) ? 1 : 0;
}

function endingAt(source: string, offset: number): number {
  return source.startsWith("\r\n", offset) ? 2 : /[\r\n]/.test(source.charAt(offset)) ? 1 : 0;
}

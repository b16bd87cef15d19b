import { outlineOf } from "../markdown/outline-of.js";
import { sectionOf } from "../markdown/section.js";
import type { TextEdit } from "../text/edit.js";
import { type Line, lineEndingOf, linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { renderUatLogEntry, type UatLogEntry } from "./uat-log.js";

/** What the log of a phase says of one run of a test command. */
export interface LoggedTest {
  readonly test: number;
  /** `run 2`, `on the base`; absent: the first. */
  readonly run?: string;
  /** Its section, with what a person has put into it. */
  readonly range: Range;
}

/** Finds what a log says of test commands. By its outline: what a command printed may look like a heading. */
export function readUatLog(source: string): readonly LoggedTest[] {
  const outline = outlineOf(source);
  return outline.headings.flatMap((heading) => {
    const [, number, run] = /^Test (\d{1,5})(?:, (.+))?$/.exec(source.slice(heading.text.start, heading.text.end)) ?? [];
    if (heading.level !== 2 || number === undefined) return [];
    return [{ test: Number(number), ...(run === undefined ? {} : { run }), range: sectionOf(source, outline, heading) }];
  });
}

/**
 * Returns the edits that write one run of a test command into a log. With the first run of a command everything that stands there of its earlier runs goes. What a
 * person has written stays byte for byte, also between the lines of a section; of what a command printed they own nothing.
 */
export function uatLogEdits(source: string, entry: UatLogEntry): readonly TextEdit[] {
  const ending = lineEndingOf(source);
  const sections = readUatLog(source);
  const own = sections.filter(({ test, run }) => test === entry.test && (entry.run === undefined || run === entry.run));
  const same = own.find(({ run }) => run === entry.run);
  const block = `${renderUatLogEntry(entry).replaceAll("\n", ending)}${ending}`;
  const edits = own.flatMap((section) => {
    const ranges = ownedRanges(source, section.range);
    const [first] = ranges;
    if (section !== same || first === undefined) return ranges.map((range) => ({ ...withBlank(source, range), text: "" }));
    return [...(source.slice(first.start, first.end) === block ? [] : [{ ...first, text: block }]), ...ranges.slice(1).map((range) => ({ ...range, text: "" }))];
  });
  return same === undefined ? [insertion(source, sections, entry.test, block, ending), ...edits] : edits;
}

/** Returns the edits that take all runs out of a log, before all commands are run anew. What a person has written stays, also inside of a section. */
export function clearUatLogEdits(source: string): readonly TextEdit[] {
  return readUatLog(source).flatMap(({ range }) => ownedRanges(source, range).map((own) => ({ ...withBlank(source, own), text: "" })));
}

/** Behind what the log says of the same command or the one before it; else before the first, or at the end. */
function insertion(source: string, sections: readonly LoggedTest[], test: number, block: string, ending: string): TextEdit {
  const before = sections.filter((section) => section.test <= test).sort((a, b) => a.test - b.test || a.range.start - b.range.start).at(-1);
  const at = before?.range.end ?? sections.find((section) => section.test > test)?.range.start ?? source.length;
  const left = source.slice(0, at);
  const lead = left === "" || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(left) ? "" : /[\r\n]$/.test(left) ? ending : `${ending}${ending}`;
  return { start: at, end: at, text: `${lead}${block}${at < source.length ? ending : ""}` };
}

/** The blank line behind a section that goes was written with it. */
function withBlank(source: string, range: Range): Range {
  const [next] = linesOf(source, range.end);
  return next !== undefined && source.slice(next.start, next.end).trim() === "" ? { start: range.start, end: next.next } : range;
}

type Part = "heading" | "command" | "facts" | "done";

/** The lines of a section that the log writes: heading, command, facts, output, and the blank lines between them. Every other line is a person's. */
function ownedRanges(source: string, section: Range): readonly Range[] {
  const lines = linesOf(source, section.start, section.end);
  const owned = markOwned(lines.map((line) => source.slice(line.start, line.end)));
  const ranges: { start: number; end: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (owned[index] !== true && !isBlankBetween(source, lines, owned, index)) continue;
    const last = ranges.at(-1);
    if (last?.end === line.start) last.end = line.next;
    else ranges.push({ start: line.start, end: line.next });
  }
  return ranges;
}

function isBlankBetween(source: string, lines: readonly Line[], owned: readonly boolean[], index: number): boolean {
  const isBlank = (line: Line | undefined): boolean => line !== undefined && source.slice(line.start, line.end).trim() === "";
  if (!isBlank(lines[index])) return false;
  const after = lines.findIndex((line, each) => each > index && !isBlank(line));
  return owned[lines.findLastIndex((line, each) => each < index && !isBlank(line))] === true && owned[after] === true;
}

function markOwned(lines: readonly string[]): readonly boolean[] {
  const owned = lines.map(() => false);
  let part: Part = "heading";
  for (let index = 0; index < lines.length && part !== "done"; index++) {
    const text = lines[index] ?? "";
    const fence = /^(`{3,})([^`]*)$/.exec(text.trimEnd());
    if (part === "heading") {
      owned[index] = true;
      part = "command";
    } else if (fence !== null) {
      const close = closeOf(lines, index, fence[1] ?? "```");
      const isOurs = (part === "command" && fence[2] === "sh") || (part !== "command" && fence[2] === "text");
      if (isOurs) owned.fill(true, index, close + 1);
      if (isOurs) part = part === "command" ? "facts" : "done";
      index = close;
    } else if (part === "facts" && /^- \*\*(?:Exit|Started|Duration|Note):\*\*/.test(text)) owned[index] = true;
    else if (part === "facts" && text.trim() === "No output.") {
      owned[index] = true;
      part = "done";
    }
  }
  return owned;
}

function closeOf(lines: readonly string[], open: number, fence: string): number {
  const close = lines.findIndex((line, index) => index > open && /^`+\s*$/.test(line) && line.trimEnd().length >= fence.length);
  return close < 0 ? lines.length - 1 : close;
}

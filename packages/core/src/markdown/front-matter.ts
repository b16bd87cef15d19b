import type { Line } from "../text/lines.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { findFrontMatter, isFence } from "./front-matter-range.js";
import type { FrontMatterValue } from "./front-matter-value.js";
import { readFrontMatterValue } from "./front-matter-value.js";
import { isBlankCode, markLength, skipBlanks } from "./span.js";

/** One key of the front matter with its value. */
export interface FrontMatterEntry {
  readonly key: string;
  readonly keyRange: Range;
  /** From the key to the end of the value's last line. */
  readonly range: Range;
  /** From after the colon to the end of the value's last line. */
  readonly rest: Range;
  readonly value: FrontMatterValue;
}

/** The front matter of a text, read by lines. */
export interface FrontMatter {
  /** With both fences; undefined where there is none. */
  readonly range: Range | undefined;
  /** The text starts with a fence that no other follows: then there are no entries. */
  readonly isUnclosed: boolean;
  /** The last one of every key. */
  readonly entries: ReadonlyMap<string, FrontMatterEntry>;
  /** Entries whose key comes again further down: they are overruled. */
  readonly overruled: readonly FrontMatterEntry[];
  /** Lines that belong to no key. */
  readonly strays: readonly Range[];
}

const keyPattern = /^("[^"]*"|'[^']*'|[^\s#"'&*!|>%@`,:[\]{}-][^:#]{0,99}?|-[^\s:][^:#]{0,99}?)[ \t]{0,9}:(?=[ \t]|$)/;

/**
 * Reads the front matter of a text, or of the first part of one, without a YAML parser.
 *
 * Scalars stay text (`01`, `02.10`, `true`), without quotes and comments; lists of scalars may stand at column 0,
 * in brackets and over several lines. Anything deeper is only told as a range: `parseYamlFrontMatter` reads it.
 */
export function readFrontMatter(source: string): FrontMatter {
  const range = findFrontMatter(source);
  const entries = new Map<string, FrontMatterEntry>();
  const overruled: FrontMatterEntry[] = [];
  const strays: Range[] = [];
  if (range === undefined) return { range, isUnclosed: isFence(source, markLength(source)), entries, overruled, strays };
  const lines = linesOf(source, range.start, range.end).slice(1, -1);
  for (let index = 0; index < lines.length; ) {
    const first = lines[index];
    if (first === undefined) break;
    const match = keyPattern.exec(source.slice(first.start, first.end));
    if (match === null) {
      if (!isIdle(source, first)) strays.push({ start: first.start, end: first.end });
      index++;
      continue;
    }
    const size = entryLength(source, lines, index, first.start + match[0].length);
    const entry = readEntry(source, match, first.start, lines[index + size - 1]?.end ?? first.end);
    const before = entries.get(entry.key);
    if (before !== undefined) overruled.push(before);
    entries.set(entry.key, entry);
    index += size;
  }
  return { range, isUnclosed: false, entries, overruled, strays };
}

/** Returns how many lines the entry takes that starts with a line; blank lines and comments only where more of it follows. */
function entryLength(source: string, lines: readonly Line[], index: number, valueStart: number): number {
  let open = openBrackets(source.slice(valueStart, lines[index]?.end ?? valueStart));
  let size = 1;
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (open <= 0) {
      if (isIdle(source, line)) continue;
      if (!continuesEntry(source, line)) break;
    } else open = countBrackets(source.slice(line.start, line.end), open);
    size = at - index + 1;
  }
  return size;
}

/** An indented line, or one of a list at column 0. */
function continuesEntry(source: string, line: Line): boolean {
  const first = source.charCodeAt(line.start);
  if (isBlankCode(first)) return true;
  return first === 45 && (line.end === line.start + 1 || isBlankCode(source.charCodeAt(line.start + 1)));
}

/** A value in brackets may be closed on a later line, even one at column 0. A bracket inside a quoted value opens nothing. */
function openBrackets(value: string): number {
  return /^[ \t]+[[{]/.test(value) ? countBrackets(value, 0) : 0;
}

function countBrackets(text: string, open: number): number {
  let depth = open;
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|[ \t])#.*|[[\]{}]/g)) {
    if (part === "[" || part === "{") depth++;
    else if (part === "]" || part === "}") depth--;
  }
  return depth;
}

/** Tells whether a line is blank or a comment. */
function isIdle(source: string, line: Line): boolean {
  const at = skipBlanks(source, line.start, line.end);
  return at === line.end || source.charCodeAt(at) === 35;
}

function readEntry(source: string, match: RegExpExecArray, start: number, end: number): FrontMatterEntry {
  const [head, spelled = ""] = match;
  const rest = { start: start + head.length, end };
  return {
    key: /^["']/.test(spelled) ? spelled.slice(1, -1) : spelled,
    keyRange: { start, end: start + spelled.length },
    range: { start, end },
    rest,
    value: readFrontMatterValue(source, rest),
  };
}

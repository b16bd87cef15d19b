import type { Line } from "../text/lines.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { findFrontMatter, isFence } from "./front-matter-range.js";
import type { FrontMatterValue } from "./front-matter-value.js";
import { readFrontMatterValue } from "./front-matter-value.js";
import { isBlankCode, markLength } from "./span.js";

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
    const size = entryLength(source, lines, index);
    const entry = readEntry(source, lines.slice(index, index + size));
    const first = lines[index];
    if (entry !== undefined) {
      const before = entries.get(entry.key);
      if (before !== undefined) overruled.push(before);
      entries.set(entry.key, entry);
    } else if (first !== undefined && !isIdle(source, first)) strays.push({ start: first.start, end: first.end });
    index += size;
  }
  return { range, isUnclosed: false, entries, overruled, strays };
}

/** Returns how many lines the entry takes that starts with a line; 1 for a line that starts none. */
function entryLength(source: string, lines: readonly Line[], index: number): number {
  const first = lines[index];
  if (first === undefined || matchKey(source, first) === null) return 1;
  let open = bracketsAfter(source, first, 0);
  let size = 1;
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (open <= 0 && isIdle(source, line)) continue;
    if (open <= 0 && !continuesEntry(source, line)) break;
    open = bracketsAfter(source, line, open);
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

/** Counts brackets of flow values, so that one may be closed on a later line, even at column 0. */
function bracketsAfter(source: string, line: Line, open: number): number {
  const text = source.slice(line.start, line.end);
  const flow = open > 0 ? text : (/^[^\s].*?:[ \t]+(?=[[{])/.exec(text) === null ? "" : text.slice(text.search(/[[{]/)));
  let depth = open;
  for (const [part] of flow.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|[ \t])#.*|[[\]{}]/g)) {
    if (part === "[" || part === "{") depth++;
    else if (part === "]" || part === "}") depth--;
  }
  return depth;
}

function isIdle(source: string, line: Line): boolean {
  return /^[ \t]*(?:#.*)?$/.test(source.slice(line.start, line.end));
}

function matchKey(source: string, line: Line): RegExpExecArray | null {
  return keyPattern.exec(source.slice(line.start, line.end));
}

function readEntry(source: string, lines: readonly Line[]): FrontMatterEntry | undefined {
  const first = lines[0];
  const match = first && matchKey(source, first);
  if (!first || !match) return undefined;
  const [head, spelled = ""] = match;
  const key = /^["']/.test(spelled) ? spelled.slice(1, -1) : spelled;
  const end = lines.at(-1)?.end ?? first.end;
  const rest = { start: first.start + head.length, end };
  return {
    key,
    keyRange: { start: first.start, end: first.start + spelled.length },
    range: { start: first.start, end },
    rest,
    value: readFrontMatterValue(source, rest),
  };
}

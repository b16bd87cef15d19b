import type { Line } from "../text/lines.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { lineEndAt, skipBlanks } from "./span.js";

/** A text as the front matter gives it, without quotes and comment. */
export interface FrontMatterText {
  readonly text: string;
  /** With the quotes. */
  readonly range: Range;
  readonly quote: '"' | "'" | undefined;
}

/** What a line reader understands of a value: one text, a list of texts, or something deeper. */
export type FrontMatterValue =
  | ({ readonly kind: "scalar" } & FrontMatterText)
  | { readonly kind: "list"; readonly items: readonly FrontMatterText[]; readonly range: Range }
  | { readonly kind: "nested"; readonly range: Range };

/** Reads the value between a key's colon and the end of its last line. */
export function readFrontMatterValue(source: string, rest: Range): FrontMatterValue {
  const firstEnd = Math.min(lineEndAt(source, rest.start), rest.end);
  const start = skipBlanks(source, rest.start, firstEnd);
  const range = { start, end: rest.end };
  const code = source[start] ?? "";
  if (start === firstEnd || isComment(source, start)) return readBelow(source, linesOf(source, rest.start, rest.end).slice(1), start);
  if (code === "[") return readFlowList(source, range) ?? { kind: "nested", range };
  if (code === "{" || code === "&" || code === "*" || code === "!") return { kind: "nested", range };
  if (code === "|" || code === ">") return readBlockScalar(source, range);
  const text = readText(source, range);
  return text === undefined ? { kind: "nested", range } : { kind: "scalar", ...text };
}

/** A value on the lines after its key: a list, a map, or a text that was too long for the line. */
function readBelow(source: string, lines: readonly Line[], place: number): FrontMatterValue {
  const content = lines.filter((line) => !/^[ \t]*(?:#.*)?$/.test(source.slice(line.start, line.end)));
  const first = content[0];
  const last = content.at(-1);
  if (first === undefined || last === undefined) return { kind: "scalar", text: "", range: { start: place, end: place }, quote: undefined };
  const range = { start: skipBlanks(source, first.start, first.end), end: last.end };
  if (/^-(?:[ \t]|$)/.test(source.slice(range.start, first.end))) return readBlockList(source, content) ?? { kind: "nested", range };
  const text = source.slice(range.start, range.end);
  const mayBeText = /^["']/.test(text) ? !/^(?:"[^"]*"|'[^']*')[ \t]*:/.test(text) : !/^[[{&*!|>?]|:(?:\s|$)/.test(text);
  const plain = mayBeText ? readText(source, range) : undefined;
  return plain === undefined ? { kind: "nested", range } : { kind: "scalar", ...plain };
}

/** Undefined where an item is a map or a list itself. */
function readBlockList(source: string, lines: readonly Line[]): FrontMatterValue | undefined {
  const items: FrontMatterText[] = [];
  const groups = groupItems(source, lines);
  if (groups === undefined) return undefined;
  for (const group of groups) {
    const start = skipBlanks(source, group.start + 1, group.end);
    const text = source.slice(start, group.end);
    if (/^[[{&*!|>?]|^-(?:\s|$)|^(?:(?:"[^"]*"|'[^']*')[ \t]*|[^\s"'#:](?:[^:#\r\n]|(?<=\S)#|:(?=\S))*):(?:\s|$)/.test(text)) return undefined;
    const item = isComment(source, start) ? emptyText(start) : readText(source, { start, end: group.end });
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: "list", items, range: { start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0 } };
}

/** Returns the items from their dashes on; undefined where a dash is indented deeper than the first. */
function groupItems(source: string, lines: readonly Line[]): Range[] | undefined {
  const groups: { start: number; end: number }[] = [];
  let indent: number | undefined;
  for (const line of lines) {
    const start = skipBlanks(source, line.start, line.end);
    const dashed = /^-(?:[ \t]|$)/.test(source.slice(start, line.end));
    indent ??= start - line.start;
    if (dashed && start - line.start === indent) groups.push({ start, end: line.end });
    else if (dashed) return undefined;
    else {
      const group = groups.at(-1);
      if (group !== undefined) group.end = line.end;
    }
  }
  return groups;
}

/** A list in brackets; undefined where it is not closed or has something deeper in it. */
function readFlowList(source: string, range: Range): FrontMatterValue | undefined {
  const items: FrontMatterText[] = [];
  const token = /[ \t\r\n]+#[^\r\n]*|\s+|"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'|[\][{},]|[^\s"'[\]{},](?:[^\][{},\r\n#]|(?<=\S)#)*/g;
  token.lastIndex = range.start + 1;
  for (let match = token.exec(source); match !== null && token.lastIndex <= range.end; match = token.exec(source)) {
    const [text] = match;
    if (/^\s/.test(text) || text === ",") continue;
    if (text === "]") return isEnd(source, token.lastIndex, range.end) ? { kind: "list", items, range: { start: range.start, end: token.lastIndex } } : undefined;
    if (/^[[{}]/.test(text) || /[^\s"']:\s|[^"']:$/.test(text) || source[token.lastIndex] === ":") return undefined;
    const length = text.trimEnd().length;
    const item = readText(source, { start: match.index, end: match.index + length });
    if (item === undefined) return undefined;
    items.push(item);
  }
  return undefined;
}

function readBlockScalar(source: string, range: Range): FrontMatterValue {
  const texts = linesOf(source, range.start, range.end).slice(1).map((line) => source.slice(line.start, line.end));
  const indent = Math.min(...texts.filter((text) => text.trim() !== "").map((text) => text.length - text.trimStart().length));
  const body = texts.map((text) => text.slice(Number.isFinite(indent) ? indent : 0));
  const text = source[range.start] === "|" ? body.join("\n") : body.join("\n").replace(/([^\n])\n(?=[^\n])/g, "$1 ");
  return { kind: "scalar", text: text.trimEnd(), range, quote: undefined };
}

/** Reads a text with or without quotes, over one line or more; undefined where quotes are not closed or something follows them. */
function readText(source: string, range: Range): FrontMatterText | undefined {
  const quote = source[range.start];
  if (quote === '"' || quote === "'") {
    const pattern = quote === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^']|'')*'/y;
    pattern.lastIndex = range.start;
    const match = pattern.exec(source);
    if (match === null || pattern.lastIndex > range.end || !isEnd(source, pattern.lastIndex, range.end)) return undefined;
    return { text: unquote(match[0], quote), range: { start: range.start, end: pattern.lastIndex }, quote };
  }
  if (lineEndAt(source, range.start) >= range.end) {
    const text = withoutComment(source.slice(range.start, range.end));
    return { text, range: { start: range.start, end: range.start + text.length }, quote: undefined };
  }
  const parts = linesOf(source, range.start, range.end).map((line) => withoutComment(source.slice(line.start, line.end)));
  const text = parts.filter((part) => part !== "").join(" ");
  return { text, range, quote: undefined };
}

function emptyText(place: number): FrontMatterText {
  return { text: "", range: { start: place, end: place }, quote: undefined };
}

function unquote(text: string, quote: string): string {
  const inner = text.slice(1, -1).replace(/[ \t]*\r?\n[ \t]*/g, " ");
  if (quote === "'") return inner.replaceAll("''", "'");
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g, (_, long: string | undefined, short: string | undefined, character: string | undefined) => {
    const code = long ?? short;
    return code === undefined ? (escapes[character ?? ""] ?? character ?? "") : String.fromCharCode(Number.parseInt(code, 16));
  });
}

function withoutComment(text: string): string {
  return text.replace(/(?:^|[ \t])#.*$/, "").trim();
}

function isComment(source: string, start: number): boolean {
  return source[start] === "#";
}

/** Tells whether only blanks, line endings and comments follow; a comment has a blank or a line ending before it. */
function isEnd(source: string, from: number, limit: number): boolean {
  return from >= limit || linesOf(source, from, limit).every((line, index) => (index === 0 ? /^(?:[ \t]+#.*|[ \t]*)$/ : /^[ \t]*(?:#.*)?$/).test(source.slice(line.start, line.end)));
}

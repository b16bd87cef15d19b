import type { YamlMap } from "./yaml-value.js";

interface LooseLine {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads maps, lists and texts by their indentation, where a YAML reader gave up: a regular expression in double quotes
 * with a single backslash, or two texts behind one key, spoils a whole front matter that people read without effort.
 *
 * A text keeps what the quotes hold as it is written; several texts in quotes become a list. Never gives up itself.
 */
export function readLooseYaml(text: string): unknown {
  const lines = text.split(/\r\n|\n|\r/).flatMap((line): LooseLine[] => {
    const content = line.trim();
    return content === "" || content.startsWith("#") ? [] : [{ indent: line.length - line.trimStart().length, text: content }];
  });
  return readBlock({ lines, at: 0 }, -1, 0, true);
}

interface Cursor {
  readonly lines: LooseLine[];
  at: number;
}

/** A person who nests deeper than this did not mean to. */
const MAX_DEPTH = 20;

/** Reads the lines that are indented deeper than `outer`; the list of a key may also stand at the key's indentation. */
function readBlock(cursor: Cursor, outer: number, depth: number, ofKey: boolean): unknown {
  const first = cursor.lines[cursor.at];
  if (first === undefined || (first.indent <= outer && !(ofKey && first.indent === outer && isDash(first.text)))) return null;
  if (depth > MAX_DEPTH) return readProse(cursor, outer);
  if (isDash(first.text)) return readList(cursor, first.indent, depth);
  return splitKey(first.text) === undefined ? readProse(cursor, outer) : readMap(cursor, first.indent, depth);
}

function readList(cursor: Cursor, indent: number, depth: number): unknown[] {
  const items: unknown[] = [];
  for (let line = cursor.lines[cursor.at]; line?.indent === indent && isDash(line.text); line = cursor.lines[cursor.at]) {
    const inner = line.text.slice(1).trimStart();
    if (inner === "") cursor.at++;
    // What stands behind the dash is the first line of a block that is indented that far.
    else cursor.lines[cursor.at] = { indent: indent + line.text.length - inner.length, text: inner };
    items.push(readBlock(cursor, indent, depth + 1, false));
  }
  return items;
}

function readMap(cursor: Cursor, indent: number, depth: number): YamlMap {
  const map: [string, unknown][] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined && line.indent >= indent; line = cursor.lines[cursor.at]) {
    const pair = splitKey(line.text);
    if (line.indent === indent && isDash(line.text)) break;
    cursor.at++;
    if (pair === undefined || line.indent > indent) continue;
    const [key, value] = pair;
    const block = /^[|>][+-]?\d?$/.test(value);
    map.push([key, value === "" ? readBlock(cursor, indent, depth + 1, true) : block ? readProse(cursor, indent) : readValue(value)]);
  }
  return Object.fromEntries(map);
}

/** A text over several lines. */
function readProse(cursor: Cursor, outer: number): string {
  const parts: string[] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined && line.indent > outer; line = cursor.lines[cursor.at]) {
    parts.push(line.text);
    cursor.at++;
    if (isDash(cursor.lines[cursor.at]?.text ?? "")) break;
  }
  const text = parts.join(" ");
  return parts.length === 1 ? unquote(text) : text;
}

function isDash(text: string): boolean {
  return text === "-" || /^-\s/.test(text);
}

function splitKey(text: string): readonly [string, string] | undefined {
  const match = /^("[^"]*"|'[^']*'|[\w][\w .-]{0,60}?)\s*:(?:\s+(.*))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  const value = (match[2] ?? "").replace(/^#.*$/, "");
  return [unquote(match[1]), value];
}

function readValue(text: string): unknown {
  const flow = /^\[(.*)\]\s*(?:#.*)?$/.exec(text);
  if (flow?.[1] !== undefined) return splitTexts(flow[1]);
  const quoted = splitTexts(text);
  return /^(["']).*\1\s*,\s*(["']).*\2$/.test(text) && quoted.length > 1 ? quoted : unquote(text);
}

function splitTexts(text: string): string[] {
  const parts = text.match(/\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"']+)[^,]*/g) ?? [];
  return parts.map((part) => unquote(part.trim())).filter((part) => part !== "");
}

function unquote(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text) ?? /^'((?:[^']|'')*)'\s*(?:#.*)?$/.exec(text);
  if (quoted?.[1] === undefined) return text.replace(/\s+#.*$/, "");
  return text.startsWith("'") ? quoted[1].replaceAll("''", "'") : quoted[1].replace(/\\(["\\])/g, "$1");
}

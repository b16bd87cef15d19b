import type { Place } from "./shape.js";

/** Levels of nesting that are followed; deeper values get the place of what contains them. */
const MAX_DEPTH = 100;

/** Where a value stands in a JSON text, or where the text stops being JSON; offsets in UTF-16 units. */
export type JsonPlace = { readonly type: "value" | "fault"; readonly offset: number };

/** Finds the value at a place in a JSON text, or the nearest one around it. */
export function findInJson(source: string, place: Place): JsonPlace {
  const walk: Walk = { source, at: 0, wanted: place, best: 0, depth: 0 };
  const isWhole = readValue(walk, 0) && skipBlank(walk) === source.length;
  return isWhole ? { type: "value", offset: walk.best } : { type: "fault", offset: walk.at };
}

/** A walk over the text: `at` moves, `best` is the start of the deepest value on the way to what is wanted. */
interface Walk {
  readonly source: string;
  at: number;
  readonly wanted: Place;
  best: number;
  depth: number;
}

/** Reads a value; `matched` is how many parts of the wanted place lead to it, -1 when it is not on the way. False is a fault at `at`. */
function readValue(walk: Walk, matched: number): boolean {
  skipBlank(walk);
  if (matched >= 0) walk.best = walk.at;
  if (walk.depth > MAX_DEPTH) return false;
  walk.depth++;
  const read = readByKind(walk, matched);
  walk.depth--;
  return read;
}

function readByKind(walk: Walk, matched: number): boolean {
  const first = walk.source[walk.at];
  if (first === "{") return readItems(walk, "}", () => readMember(walk, matched));
  if (first === "[") return readItems(walk, "]", (i) => readValue(walk, next(walk, matched, i)));
  return first === '"' ? readText(walk) !== undefined : readWord(walk);
}

function readItems(walk: Walk, close: string, readItem: (i: number) => boolean): boolean {
  walk.at++;
  if (walk.source[skipBlank(walk)] === close) return step(walk);
  for (let i = 0; ; i++) {
    if (!readItem(i)) return false;
    const separator = walk.source[skipBlank(walk)];
    if (separator === close) return step(walk);
    if (separator !== ",") return false;
    walk.at++;
  }
}

function readMember(walk: Walk, matched: number): boolean {
  const start = skipBlank(walk);
  if (walk.source[start] !== '"') return false;
  const key = readText(walk);
  if (key === undefined) return false;
  if (walk.source[skipBlank(walk)] !== ":") return false;
  walk.at++;
  return readValue(walk, next(walk, matched, key));
}

/** Reads a text by hand: an expression for it would recurse on a text of megabytes. */
function readText(walk: Walk): string | undefined {
  const start = walk.at;
  for (let i = start + 1; i < walk.source.length; i++) {
    const code = walk.source.charCodeAt(i);
    if (code < 0x20) break;
    if (code === 0x5c) i++;
    if (code !== 0x22) continue;
    const text = parsed(walk.source.slice(start, i + 1));
    if (text !== undefined) walk.at = i + 1;
    return text;
  }
  return undefined;
}

function parsed(json: string): string | undefined {
  try {
    return String(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function readWord(walk: Walk): boolean {
  const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
  word.lastIndex = walk.at;
  if (!word.test(walk.source)) return false;
  walk.at = word.lastIndex;
  return true;
}

function next(walk: Walk, matched: number, part: string | number): number {
  return matched >= 0 && walk.wanted[matched] === part ? matched + 1 : -1;
}

function skipBlank(walk: Walk): number {
  while (/[ \t\r\n]/.test(walk.source[walk.at] ?? "")) walk.at++;
  return walk.at;
}

function step(walk: Walk): true {
  walk.at++;
  return true;
}

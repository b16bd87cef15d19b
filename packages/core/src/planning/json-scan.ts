/** Where a key of a JSON text stands. */
export interface JsonKey {
  /** The names that lead to it, from the outermost object. */
  readonly path: readonly string[];
  /** The offset of the key's first quotation mark. */
  readonly key: number;
  /** The offset of its value. */
  readonly value: number;
  /** The object has this key a second time. */
  readonly repeated: boolean;
}

/** The first place at which a text stops being JSON. */
export interface JsonFault {
  readonly offset: number;
  /** What is wrong there: "a comma or `}` is missing". */
  readonly message: string;
}

/** What a scan of a JSON text found: its keys as far as it could be read, and where it could not. */
export interface JsonScan {
  readonly keys: readonly JsonKey[];
  readonly fault: JsonFault | undefined;
}

/** What {@link scanJson} is to tell besides the keys outside of lists. */
export interface JsonScanOptions {
  /** Also the entries of lists, by their numbers from 0 as names, and the keys inside of them. */
  readonly lists?: boolean;
}

interface Cursor {
  readonly source: string;
  readonly lists: boolean;
  readonly keys: JsonKey[];
  at: number;
  fault: JsonFault | undefined;
}

/** Deeper than any settings; without an end, brackets alone could exhaust the stack. */
const MAX_DEPTH = 100;

/**
 * Finds the places of a JSON text's keys and of its first fault, which `JSON.parse` tells only in a message that
 * differs from one engine to the next. Keys inside lists are not told, unless they are asked for.
 */
export function scanJson(source: string, { lists = false }: JsonScanOptions = {}): JsonScan {
  const cursor: Cursor = { source, lists, keys: [], at: source.charCodeAt(0) === 0xfeff ? 1 : 0, fault: undefined };
  skipBlanks(cursor);
  if (scanValue(cursor, [], 0)) {
    skipBlanks(cursor);
    if (cursor.at < source.length) fail(cursor, "there is something after the end");
  }
  return { keys: cursor.keys, fault: cursor.fault };
}

/** Reads one value; false once a fault was met. `path` is undefined inside a list. */
function scanValue(cursor: Cursor, path: readonly string[] | undefined, depth: number): boolean {
  if (depth > MAX_DEPTH) return fail(cursor, `it is nested more than ${String(MAX_DEPTH)} deep`);
  switch (cursor.source.charAt(cursor.at)) {
    case "{":
      return scanObject(cursor, path, depth);
    case "[":
      return scanList(cursor, path, depth);
    case '"':
      return scanText(cursor) !== undefined;
    default:
      return scanWord(cursor);
  }
}

function scanObject(cursor: Cursor, path: readonly string[] | undefined, depth: number): boolean {
  const seen = new Set<string>();
  cursor.at++;
  skipBlanks(cursor);
  if (take(cursor, "}")) return true;
  do {
    skipBlanks(cursor);
    const key = cursor.at;
    if (cursor.source[key] !== '"') return fail(cursor, cursor.source[key] === "}" ? "there is a comma too many before it" : "a key in double quotation marks is missing");
    const name = scanText(cursor);
    if (name === undefined) return false;
    skipBlanks(cursor);
    if (!take(cursor, ":")) return fail(cursor, "a colon is missing");
    skipBlanks(cursor);
    const below = path === undefined ? undefined : [...path, name];
    if (below !== undefined) cursor.keys.push({ path: below, key, value: cursor.at, repeated: seen.has(name) });
    seen.add(name);
    if (!scanValue(cursor, below, depth + 1)) return false;
    skipBlanks(cursor);
  } while (take(cursor, ","));
  return take(cursor, "}") || fail(cursor, "a comma or `}` is missing");
}

function scanList(cursor: Cursor, path: readonly string[] | undefined, depth: number): boolean {
  cursor.at++;
  skipBlanks(cursor);
  if (take(cursor, "]")) return true;
  let entry = 0;
  do {
    skipBlanks(cursor);
    if (cursor.source[cursor.at] === "]") return fail(cursor, "there is a comma too many before it");
    const below = path === undefined || !cursor.lists ? undefined : [...path, String(entry++)];
    if (below !== undefined) cursor.keys.push({ path: below, key: cursor.at, value: cursor.at, repeated: false });
    if (!scanValue(cursor, below, depth + 1)) return false;
    skipBlanks(cursor);
  } while (take(cursor, ","));
  return take(cursor, "]") || fail(cursor, "a comma or `]` is missing");
}

function scanText(cursor: Cursor): string | undefined {
  const { source } = cursor;
  const start = cursor.at++;
  for (; source[cursor.at] !== '"'; cursor.at++) {
    if (cursor.at >= source.length || source.charCodeAt(cursor.at) < 32) {
      fail(cursor, "a closing quotation mark is missing");
      return undefined;
    }
    if (source[cursor.at] !== "\\") continue;
    cursor.at++;
    if (/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(source.slice(cursor.at, cursor.at + 5))) continue;
    fail(cursor, "a backslash is followed by nothing that JSON knows");
    return undefined;
  }
  cursor.at++;
  return JSON.parse(source.slice(start, cursor.at)) as string;
}

function scanWord(cursor: Cursor): boolean {
  const pattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
  pattern.lastIndex = cursor.at;
  const word = pattern.exec(cursor.source)?.[0];
  if (word === undefined) return fail(cursor, cursor.source.startsWith("/", cursor.at) ? "JSON has no comments" : "a value is missing");
  cursor.at += word.length;
  return true;
}

function skipBlanks(cursor: Cursor): void {
  const pattern = /[ \t\r\n]*/y;
  pattern.lastIndex = cursor.at;
  cursor.at += pattern.exec(cursor.source)?.[0].length ?? 0;
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.source[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

function fail(cursor: Cursor, message: string): false {
  cursor.fault = { offset: cursor.at, message };
  return false;
}

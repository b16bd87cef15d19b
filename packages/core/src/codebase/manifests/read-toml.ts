import type { Loose } from "./reader.js";

/** Lines of a value that goes on over several; more are somebody's data, and no manifest. */
const MOST_LINES = 2000;

/**
 * Reads of a TOML text what manifests say: tables, lists of tables, texts, lists and inline tables of texts. Whatever else stands there, dates and texts of several lines
 * among it, is kept as the text that it is; nothing throws.
 */
export function readToml(text: string): Loose {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let table = root;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = stripComment(lines[at] ?? "").trim();
    const header = /^(\[\[?)\s*(.*?)\s*\]\]?$/.exec(line);
    if (header !== null && !line.includes("=")) {
      table = openTable(root, keysOf(header[2] ?? ""), header[1] === "[[");
      continue;
    }
    const pair = /^((?:"[^"]*"|'[^']*'|[^=\s"'.])+(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[^=\s"'.])+)*)\s*=\s*(.*)$/.exec(line);
    if (pair === null) continue;
    const value = [pair[2] ?? ""];
    at = takeRest(lines, at, value);
    const keys = keysOf(pair[1] ?? "");
    const last = keys.pop();
    if (last !== undefined) openTable(table, keys, false)[last] = readValue(value.join("\n"));
  }
  return root;
}

/** Takes the further lines of a value that goes on; returns the last one of it. */
function takeRest(lines: readonly string[], from: number, value: string[]): number {
  const first = value[0] ?? "";
  const until = /^(?:"""|''')/.exec(first)?.[0];
  let depth = until === undefined ? depthOf(first) : first.slice(3).includes(until) ? 0 : 1;
  let at = from;
  while (depth > 0 && at - from < MOST_LINES && at + 1 < lines.length) {
    const next = lines[++at] ?? "";
    const part = until === undefined ? stripComment(next).trim() : next;
    value.push(part);
    depth = until === undefined ? depth + depthOf(part) : next.includes(until) ? 0 : 1;
  }
  return at;
}

function keysOf(path: string): string[] {
  return [...path.matchAll(/"([^"]*)"|'([^']*)'|([^.\s"']+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}

function openTable(from: Record<string, unknown>, keys: readonly string[], isList: boolean): Record<string, unknown> {
  let table = from;
  keys.forEach((key, index) => {
    const there = table[key];
    const add = isList && index === keys.length - 1;
    const within: unknown = Array.isArray(there) && !add ? there.at(-1) : there;
    if (!add && isTable(within)) {
      table = within;
      return;
    }
    const made = Object.create(null) as Record<string, unknown>;
    table[key] = add ? [...(Array.isArray(there) ? (there as unknown[]) : []), made] : made;
    table = made;
  });
  return table;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Takes away what stands behind a `#` that is in no text. */
function stripComment(line: string): string {
  const match = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*/.exec(line);
  const rest = line.slice(match?.[0].length ?? 0);
  return rest.startsWith("#") ? (match?.[0] ?? "") : line;
}

function depthOf(value: string): number {
  let depth = 0;
  for (const [part] of value.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g)) depth += part === "[" || part === "{" ? 1 : part === "]" || part === "}" ? -1 : 0;
  return depth;
}

function readValue(text: string): unknown {
  const tokens = [...text.matchAll(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{},=]|[^\s[\]{},="']+/g)].map(([token]) => token);
  return readTokens(tokens, { at: 0 }, 0);
}

/** A file that nests deeper says nothing that a fact is made of. */
const DEEPEST = 20;

function readTokens(tokens: readonly string[], place: { at: number }, depth: number): unknown {
  const token = tokens[place.at++];
  if (token === undefined || depth > DEEPEST) return undefined;
  if (token === "[") {
    const items: unknown[] = [];
    while (place.at < tokens.length && tokens[place.at] !== "]") {
      if (tokens[place.at] === "," || tokens[place.at] === "=") place.at++;
      else items.push(readTokens(tokens, place, depth + 1));
    }
    place.at++;
    return items;
  }
  if (token === "{") {
    const table = Object.create(null) as Record<string, unknown>;
    while (place.at < tokens.length && tokens[place.at] !== "}") {
      const key = tokens[place.at++] ?? "";
      if (tokens[place.at] !== "=") continue;
      place.at++;
      const path = keysOf(key);
      const last = path.pop();
      const value = readTokens(tokens, place, depth + 1);
      if (last !== undefined) openTable(table, path, false)[last] = value;
    }
    place.at++;
    return table;
  }
  return plain(token);
}

function plain(token: string): unknown {
  const quote = /^(?:"""|'''|["'])/.exec(token)?.[0];
  if (quote !== undefined) return token.slice(quote.length, -quote.length).replace(quote.startsWith('"') ? /\\(["\\])/g : /(?!)/g, "$1");
  return token === "true" ? true : token === "false" ? false : token;
}

import type { YAMLMap } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";
import type { Problem } from "../problem.js";
import { problemAt } from "../problem.js";
import { linesOf } from "../text/lines.js";
import { readFrontMatter } from "./front-matter.js";

/** What a front matter says, as a value of maps, lists, texts, numbers, booleans and null. */
export interface YamlFrontMatter {
  /** Undefined where there is no front matter. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** How {@link parseYamlFrontMatter} takes numbers. */
export interface YamlOptions {
  /** Top-level keys under which every scalar stays the text that was written: `01` and `02.10` are ids, no numbers. */
  readonly textKeys?: readonly string[];
}

const idKeys: readonly string[] = ["phase", "plan", "depends_on", "milestone", "version", "requirements", "gsd_state_version"];

/**
 * Reads the front matter of a text as YAML 1.2, for what the line reader only tells as a range.
 *
 * Tabs may indent; the last of several equal keys counts. An alias stays text: nothing is expanded.
 * Where the YAML is broken, a problem tells it and the value is what can be read by lines.
 */
export function parseYamlFrontMatter(source: string, path: string, options: YamlOptions = {}): YamlFrontMatter {
  const light = readFrontMatter(source);
  if (light.isUnclosed) return { value: undefined, problems: [unclosed(source, path)] };
  if (light.range === undefined) return { value: undefined, problems: [] };
  const lines = linesOf(source, light.range.start, light.range.end);
  const start = lines[1]?.start ?? light.range.end;
  const end = lines.at(-1)?.start ?? light.range.end;
  // One blank for each tab keeps every offset.
  const text = source.slice(start, end).replace(/^[ \t]+/gm, (indent) => " ".repeat(indent.length));
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "silent", stringKeys: false });
  const problems = light.overruled.map(({ key, keyRange }) =>
    problemAt(path, source, keyRange.start, {
      code: "front-matter-duplicate-key",
      severity: "warning",
      message: `the key ${JSON.stringify(key)} comes again further down, and that one counts`,
      remedy: "Keep one of them.",
    }),
  );
  const error = document.errors[0];
  if (error !== undefined) return { value: lightValue(source), problems: [...problems, broken(path, source, start + error.pos[0], error)] };
  const textKeys = new Set(options.textKeys ?? idKeys);
  return { value: document.contents === null ? {} : valueOf(document.contents, textKeys, 0, false), problems };
}

function valueOf(node: unknown, textKeys: ReadonlySet<string>, depth: number, asText: boolean): unknown {
  if (isMap(node)) return mapValue(node, textKeys, depth, asText);
  if (isSeq(node)) return node.items.map((item) => valueOf(item, textKeys, depth + 1, asText));
  if (isAlias(node)) return `*${node.source}`;
  if (!isScalar(node)) return null;
  return asText && node.value !== null && typeof node.value !== "string" ? node.source : node.value;
}

function mapValue(map: YAMLMap, textKeys: ReadonlySet<string>, depth: number, asText: boolean): Record<string, unknown> {
  return Object.fromEntries(
    map.items.map((pair): [string, unknown] => {
      const key = keyText(pair.key);
      return [key, valueOf(pair.value, textKeys, depth + 1, asText || (depth === 0 && textKeys.has(key)))];
    }),
  );
}

function keyText(key: unknown): string {
  if (isScalar(key)) return key.source ?? "";
  return isNode(key) ? key.toString() : "";
}

/** What can be read by lines where the YAML parser gives up. */
function lightValue(source: string): Record<string, unknown> {
  return Object.fromEntries(
    [...readFrontMatter(source).entries.values()].flatMap(({ key, value }): [string, unknown][] => {
      if (value.kind === "scalar") return [[key, value.text]];
      return value.kind === "list" ? [[key, value.items.map((item) => item.text)]] : [];
    }),
  );
}

function broken(path: string, source: string, offset: number, { code, message }: { readonly code: string; readonly message: string }): Problem {
  return problemAt(path, source, offset, { code: "front-matter-broken", severity: "warning", message: `the front matter is no YAML: ${message}`, remedy: remedyOf(code, message) });
}

/** What people and agents get wrong most, seen in real folders: a pattern in double quotes, and several texts behind one key. */
function remedyOf(code: string, message: string): string {
  if (code === "BAD_DQ_ESCAPE") return "Write the text in single quotes, or each backslash twice.";
  if (message.startsWith("Unexpected scalar at node end")) return "Write several texts as a list: [\"one\", \"two\"].";
  return "Correct the line; put a text with `: ` or ` #` in it in quotes.";
}

function unclosed(source: string, path: string): Problem {
  return problemAt(path, source, 0, {
    code: "front-matter-unclosed",
    severity: "error",
    message: "the front matter is not closed",
    remedy: "Add a line `---` after its last key.",
  });
}

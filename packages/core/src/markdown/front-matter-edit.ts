import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import { readFrontMatter } from "./front-matter.js";
import type { FrontMatterEntry } from "./front-matter.js";
import { lineStartAt, markLength, skipBlanks } from "./span.js";

/**
 * Returns the edits that set one key of the front matter, and leave every other byte as it is.
 *
 * The value is written plain where a YAML reader gives the same text back, else in quotes; one that was quoted
 * stays quoted, a comment after it stays. A list or map is replaced as a whole. A key that is not there is added as
 * the last one, front matter that is not there before everything. No edit is made where the front matter is not
 * closed: nobody can tell where it ends.
 */
export function frontMatterEdit(source: string, key: string, value: string): readonly TextEdit[] {
  const frontMatter = readFrontMatter(source);
  const ending = frontMatter.range === undefined ? lineEndingOf(source) : lineEndingOf(source.slice(frontMatter.range.start, frontMatter.range.end + 2));
  const line = `${renderKey(key)}: ${renderText(value, undefined)}`;
  if (frontMatter.isUnclosed) return [];
  if (frontMatter.range === undefined) {
    const start = markLength(source);
    const block = `---${ending}${line}${ending}---${ending}`;
    return [{ start, end: start, text: source.length > start ? `${block}${ending}` : block }];
  }
  const entry = frontMatter.entries.get(key);
  if (entry !== undefined) return [valueEdit(source, entry, value)];
  const close = lineStartAt(source, frontMatter.range.end);
  return [{ start: close, end: close, text: `${line}${ending}` }];
}

function valueEdit(source: string, entry: FrontMatterEntry, value: string): TextEdit {
  const old = entry.value;
  if (old.kind !== "scalar" || /[\r\n]/.test(source.slice(old.range.start, old.range.end))) {
    return { start: entry.rest.start, end: entry.rest.end, text: ` ${renderText(value, undefined)}` };
  }
  const text = renderText(value, old.quote);
  const glued = old.range.start === entry.rest.start;
  const comment = old.range.start === old.range.end && source[skipBlanks(source, old.range.end, entry.rest.end)] === "#";
  return { ...old.range, text: `${glued ? " " : ""}${text}${comment ? " " : ""}` };
}

function renderKey(key: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*$/u.test(key) ? key : JSON.stringify(key);
}

function renderText(value: string, quote: '"' | "'" | undefined): string {
  if (/[\p{Cc}]/u.test(value) || quote === '"') return JSON.stringify(value);
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return isPlain(value) ? value : JSON.stringify(value);
}

/** What may stand without quotes: nothing in it that YAML takes for a mark, a comment or a key. */
function isPlain(value: string): boolean {
  return value !== "" && value === value.trim() && !/^[-?:,[\]{}#&*!|>'"%@`]|^---|: |:$| #/.test(value.replace(/^-(?=[^\s-])/, ""));
}

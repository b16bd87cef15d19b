import { findTags, type TagSpan } from "../markdown/tags.js";
import type { Range } from "../text/range.js";

/** A tag of one of the names that were looked for. */
export interface ChildTag extends TagSpan {
  readonly name: string;
}

/**
 * Finds the tags of some names that lie in no other of them, in order: the `<name>` of an option is none of the task's.
 *
 * A tag that is not closed ends where the next begins, and hides none.
 */
export function childTags(source: string, within: Range, names: readonly string[]): readonly ChildTag[] {
  // Cut off behind the part, so that a name that is not there is not looked for up to the end of the document, each time.
  const text = source.slice(0, within.end);
  const all = names.flatMap((name) => findTags(text, name, within).map((span) => ({ ...span, name }))).sort((a, b) => a.range.start - b.range.start);
  const children: ChildTag[] = [];
  for (const [index, span] of all.entries()) {
    if (span.range.start < (children.at(-1)?.range.end ?? within.start)) continue;
    const next = all.slice(index + 1).find((other) => other.range.start >= span.open.end)?.range.start ?? within.end;
    const end = span.closed ? span.range.end : Math.min(span.range.end, next);
    children.push(span.closed ? span : { ...span, range: { start: span.range.start, end }, inner: { start: span.open.end, end } });
  }
  return children;
}

/** Returns the text of the first tag of a name, or `undefined` where there is none or it is empty. */
export function childText(source: string, children: readonly ChildTag[], ...names: readonly string[]): string | undefined {
  const child = children.find(({ name }) => names.includes(name));
  const text = child === undefined ? "" : outdent(source.slice(child.inner.start, child.inner.end));
  return text === "" ? undefined : text;
}

/** Takes away the blank lines around a text, the indentation that all its lines share, and CRs. */
export function outdent(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  // What stands behind the opening tag has no indentation of its own.
  const [first = "", ...rest] = lines;
  const indents = rest.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return [first.trim(), ...rest.map((line) => line.slice(Number.isFinite(shared) ? shared : 0).trimEnd())].join("\n").replace(/^\n+|\s+$/g, "");
}

/** Returns the names or paths that a text lists: parted by commas or lines, as bullets or not, without backticks. */
export function listedTexts(text: string): string[] {
  const parts = text.split(/\r?\n|,(?![^{\n]*\})/).map((part) => part.trim().replace(/^[-*+]\s+/, "").replace(/^(`+)(.*?)\1/, "$2").trim());
  return parts.filter((part) => part !== "");
}

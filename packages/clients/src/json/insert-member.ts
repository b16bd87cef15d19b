import type { TextEdit } from "@dgs/core";
import type { Node } from "jsonc-parser";
import { type JsonDocument, type JsonToken, membersOf, rangeOf } from "./json-document.js";
import type { Spot } from "./layout.js";

const DEFAULT_UNIT = "  ";

/** The spot of the members of an object: as those stand that are there already. */
export function spotIn(document: JsonDocument, object: Node, around?: Spot): Spot {
  const { lineEnding } = document;
  const [first] = membersOf(object);
  const outer = around?.indent ?? lineIndent(document, rangeOf(object)[0]);
  if (first === undefined) {
    const unit = around?.unit ?? DEFAULT_UNIT;
    return { isInline: around?.isInline === true, indent: outer + unit, unit, lineEnding };
  }
  const own = ownIndent(document, first.start);
  if (own === undefined) return { isInline: true, indent: outer, unit: around?.unit ?? DEFAULT_UNIT, lineEnding };
  return { isInline: false, indent: own, unit: around?.unit ?? (own === "" ? DEFAULT_UNIT : own), lineEnding };
}

/** Puts a member behind those that an object has. No character that was there goes away, and none changes its place among the others. */
export function insertMember(document: JsonDocument, object: Node, spot: Spot, member: string): readonly TextEdit[] {
  const [start, end] = rangeOf(object);
  const last = membersOf(object).at(-1);
  const behind = last === undefined ? start + 1 : last.end;
  const rest = document.tokens.filter((token) => token.start >= behind && token.end < end);
  return last === undefined ? insertOnly(document, object, spot, member, rest.at(-1)) : insertLast(spot, member, behind, rest);
}

/** Into an object without a member: right behind its brace, or behind the last comment in it. What stood there still stands behind the new member. */
function insertOnly(document: JsonDocument, object: Node, { isInline, indent, lineEnding }: Spot, member: string, comment: JsonToken | undefined): readonly TextEdit[] {
  const [start] = rangeOf(object);
  const at = comment?.end ?? start + 1;
  if (isInline && comment === undefined) return [insertion(at, member)];
  // A comment to the end of its line has a line ending behind it already.
  const closing = comment?.type === "line-comment" ? "" : closingOf(document, object);
  return [insertion(at, `${lineEnding}${indent}${member}${closing}`)];
}

/** What is written behind the only member of an object, before the blanks that were there. */
export function closingOf(document: JsonDocument, object: Node): string {
  return document.lineEnding + lineIndent(document, rangeOf(object)[0]);
}

function insertLast({ isInline, indent, lineEnding }: Spot, member: string, behind: number, rest: readonly JsonToken[]): readonly TextEdit[] {
  const last = rest.at(-1);
  const comma = rest.find(({ type }) => type === "comma");
  const gap = isInline && last?.type !== "line-comment" ? " " : lineEnding + indent;
  // Where commas stand behind the last member, one stands behind this one: by it `--remove` knows that the other one is not its own.
  const text = `${gap}${member}${comma === undefined ? "" : ","}`;
  if (last === undefined) return [insertion(behind, `,${text}`)];
  return [...(comma === undefined ? [insertion(behind, ",")] : []), insertion(last.end, text)];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The blanks before an offset, where nothing else stands before it on its line; `undefined` where something does. */
function ownIndent({ text }: JsonDocument, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return lineStart(text, offset) > 0 && /^[ \t]*$/.test(before) ? before : undefined;
}

function lineIndent({ text }: JsonDocument, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

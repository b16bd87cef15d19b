import { evaluate, type MemberNode, type ObjectNode, parse, type Token, tokenize, type ValueNode } from "@humanwhocodes/momoa";
import { type ClientFault, lineEndingOf, positionAt } from "@dgs/core";
import { brokenFault } from "../faults.js";

/** A text of JSON, with comments and commas at the end where somebody has written such. */
export interface JsonDocument {
  readonly text: string;
  readonly lineEnding: string;
  /** Comments among them; in order. */
  readonly tokens: readonly Span[];
  /** Absent: there is nothing but blanks and comments. */
  readonly value?: ValueNode;
}

/** One token, or the part of a text that a value takes. */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A byte order mark stands before the text that is parsed. */
const MARK = "\ufeff";

/** Parses a text of JSON. Offsets count from its very start, a byte order mark included. */
export function parseJson(text: string): JsonDocument | ClientFault {
  // A blank of the same width: no offset has to be moved.
  const body = text.startsWith(MARK) ? ` ${text.slice(1)}` : text;
  try {
    const tokens = tokenize(body, { mode: "jsonc", ranges: true }).map((token) => spanOfToken(body, token));
    const split = tokens.find(({ type, start, end }) => type === "String" && hasControl(body, start, end));
    if (split !== undefined) return brokenFault("JSON", "a text goes over the end of its line", positionAt(text, split.start));
    const isBlank = tokens.every(({ type }) => type.endsWith("Comment"));
    const document = { text, lineEnding: lineEndingOf(text), tokens };
    return isBlank ? document : { ...document, value: parse(body, { mode: "jsonc", ranges: true, allowTrailingCommas: true }).body };
  } catch (error) {
    return explain(text, error);
  }
}

function hasControl(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) < 32) return true;
  return false;
}

function explain(text: string, error: unknown): ClientFault {
  if (error instanceof RangeError) return brokenFault("JSON that could be read", "it is nested too deeply", undefined);
  if (!(error instanceof Error) || !("offset" in error) || typeof error.offset !== "number") throw error;
  const message = error.message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, "");
  return brokenFault("JSON", message.charAt(0).toLowerCase() + message.slice(1), positionAt(text, error.offset));
}

function spanOfToken(text: string, token: Token): Span {
  const [start, end] = rangeOf(token);
  // The tokenizer counts CRLF in a comment as one character when it says where that ends.
  return { type: token.type, start, end: token.type === "BlockComment" ? text.indexOf("*/", start + 2) + 2 : end };
}

/** The offsets of a node; they are there because they were asked for. */
export function rangeOf({ range }: { readonly range?: readonly number[] | undefined }): readonly [number, number] {
  const [start, end] = range ?? [];
  if (start === undefined || end === undefined) throw new Error("a node of JSON has no range");
  return [start, end];
}

/** The members of an object that have a name. */
export function membersOf(object: ObjectNode, name: string): readonly MemberNode[] {
  return object.members.filter((member) => nameOf(member) === name);
}

function nameOf({ name }: MemberNode): string {
  return name.type === "String" ? name.value : name.name;
}

/** The value of a node as JavaScript has it. */
export function valueOf(node: ValueNode): unknown {
  return evaluate(node);
}

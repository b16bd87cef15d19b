import { type ClientFault, lineEndingOf, positionAt } from "@dgs/core";
import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { brokenFault } from "../faults.js";

/** A text of JSON, with comments and commas at the end where somebody has written such. */
export interface JsonDocument {
  readonly text: string;
  readonly lineEnding: string;
  /** Everything but blanks, in order: comments, too. */
  readonly tokens: readonly JsonToken[];
  /** Absent: there is nothing but blanks and comments. */
  readonly value?: Node;
}

/** One token. */
export interface JsonToken {
  readonly type: "comma" | "line-comment" | "block-comment" | "other";
  readonly start: number;
  readonly end: number;
}

/** A member of an object. */
export interface JsonMember {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly value: Node;
}

/** The numbers that the scanner has for kinds of tokens: its own names for them exist for its compiler only. */
const KINDS: Readonly<Record<number, JsonToken["type"] | "blank">> = { 5: "comma", 12: "line-comment", 13: "block-comment", 14: "blank", 15: "blank" };
const END_OF_TEXT = 17;

/** Parses a text of JSON. Offsets count from its very start, a byte order mark included. */
export function parseJson(text: string): JsonDocument | ClientFault {
  // A blank of the same width: no offset has to be moved.
  const body = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  const tokens = tokensOf(body);
  const document = { text, lineEnding: lineEndingOf(text), tokens };
  const errors: ParseError[] = [];
  const value = parseGuarded(body, errors);
  if (value === "too-deep") return brokenFault("JSON that could be read", "it is nested too deeply", undefined);
  if (tokens.every(({ type }) => type.endsWith("comment")) && isOnlyEmpty(errors, body)) return document;
  const [first] = errors;
  if (first !== undefined || value === undefined) return brokenFault("JSON", first === undefined ? "value expected" : wordsOf(printParseErrorCode(first.error)), positionAt(text, first?.offset ?? 0));
  return { ...document, value };
}

/** Nothing is found fault with but that there is no value: a comment that does not end is another thing. */
function isOnlyEmpty(errors: readonly ParseError[], body: string): boolean {
  return errors.every(({ offset }) => offset >= body.trimEnd().length);
}

function parseGuarded(text: string, errors: ParseError[]): Node | "too-deep" | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    if (error instanceof RangeError) return "too-deep";
    throw error;
  }
}

function tokensOf(text: string): readonly JsonToken[] {
  const scanner = createScanner(text, false);
  const tokens: JsonToken[] = [];
  for (let kind: number = scanner.scan(); kind !== END_OF_TEXT; kind = scanner.scan()) {
    const type = KINDS[kind] ?? "other";
    const start = scanner.getTokenOffset();
    if (type !== "blank") tokens.push({ type, start, end: start + scanner.getTokenLength() });
  }
  return tokens;
}

/** `CommaExpected` as words. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

/** Where a value stands. */
export function rangeOf({ offset, length }: Node): readonly [number, number] {
  return [offset, offset + length];
}

/** The members of an object, in order. */
export function membersOf(object: Node): readonly JsonMember[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [{ name: String(key.value), start: property.offset, end: property.offset + property.length, value }];
  });
}

/** A value as JavaScript has it. */
export function valueOf(node: Node): unknown {
  // The library makes objects without a prototype, which are equal to no others.
  return structuredClone(getNodeValue(node));
}

import { bufferOf } from "../buffer-of.js";
import { BEGUN, hide, HIDDEN, LONGEST_BEGINNING, mayGoOn, SEPARATOR, secretPattern } from "./secret-pattern.js";
import { secretValues } from "./secret-values.js";

/** Hides secrets: values of variables that are keys, tokens or passwords by their names, and keys in the forms that are known. */
export interface Redactor {
  /** Hides the secrets in a text that is whole. */
  readonly text: (text: string) => string;
  /** Begins to hide them in a stream of bytes. */
  readonly stream: () => RedactedStream;
}

/** A stream of bytes without its secrets, also those that are cut over two or more chunks. */
export interface RedactedStream {
  /** Gives what can be given by now: what may be the beginning of a secret is held back, in bounded memory. */
  readonly write: (chunk: Uint8Array) => Uint8Array;
  /** Gives what is still held back. */
  readonly end: () => Uint8Array;
}

/** Characters of one secret that are held back until its end is seen; of a longer one the rest is dropped as it comes. */
const MOST_HELD = 65_536;

/** What a secret goes on with that is longer than anybody's: a word, or the lines of a private key. */
const REST = { word: /^[A-Za-z0-9+/=_.~-]*/, key: /^[A-Za-z0-9+/=\s\\-]*/ };

/** Makes a redactor for what is secret in some environments. */
export function createRedactor(...environments: readonly Readonly<Record<string, string | undefined>>[]): Redactor {
  const values = secretValues(...environments);
  const pattern = secretPattern(values);
  // Bytes are looked at as text in which each byte is a character: a secret may be of any alphabet, and no byte is changed.
  const bytes = values.map((value) => Buffer.from(value).toString("latin1"));
  const inBytes = secretPattern(bytes);
  const open = bytes.filter((value) => SEPARATOR.test(value) || value.length > LONGEST_BEGINNING);
  return {
    text: (text) => replaceAll(pattern, text),
    stream: () => createStream(inBytes, open),
  };
}

function replaceAll(pattern: RegExp, text: string): string {
  pattern.lastIndex = 0;
  let [out, at] = ["", 0];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    out += text.slice(at, match.index) + hide(match);
    at = pattern.lastIndex;
  }
  return at === 0 ? text : out + text.slice(at);
}

function createStream(pattern: RegExp, open: readonly string[]): RedactedStream {
  // The last character that was given or hidden stands in front: whether a word begins is told by what is before it.
  let [before, held] = ["", ""];
  let dropping: keyof typeof REST | undefined;

  const take = (chunk: string, last: boolean): string => {
    let text = chunk;
    if (dropping !== undefined) {
      const rest = REST[dropping].exec(text)?.[0].length ?? 0;
      if (rest > 0) before = text.charAt(rest - 1);
      text = text.slice(rest);
      if (text === "") return "";
      dropping = undefined;
    }
    const source = before + held + text;
    const safe = last ? source.length : holdFrom(source, before.length, open);
    const { out, to } = redactUpTo(pattern, source, { from: before.length, safe, last });
    dropping = to.dropping;
    before = to.at > 0 ? source.charAt(to.at - 1) : before;
    held = source.slice(to.at);
    return out;
  };
  return {
    write: (chunk) => Buffer.from(take(bufferOf(chunk).toString("latin1"), false), "latin1"),
    end: () => Buffer.from(take("", true), "latin1"),
  };
}

interface Reach {
  readonly from: number;
  /** A match that begins here or later is not sure yet. */
  readonly safe: number;
  readonly last: boolean;
}

function redactUpTo(pattern: RegExp, source: string, { from, safe, last }: Reach): { readonly out: string; readonly to: { readonly at: number; readonly dropping: keyof typeof REST | undefined } } {
  let [out, at] = ["", from];
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match !== null && match.index < safe; match = pattern.exec(source)) {
    const end = pattern.lastIndex;
    if (!last && mayGoOn(match, end, source.length)) {
      // It may go on in what comes next.
      if (end - match.index <= MOST_HELD) return { out: out + source.slice(at, match.index), to: { at: match.index, dropping: undefined } };
      return { out: `${out}${source.slice(at, match.index)}${HIDDEN}`, to: { at: end, dropping: match.groups?.["key"] === undefined ? "word" : "key" } };
    }
    out += source.slice(at, match.index) + hide(match);
    at = end;
  }
  const to = Math.max(at, safe);
  return { out: out + source.slice(at, to), to: { at: to, dropping: undefined } };
}

/** Where what is held back begins: at the last word, which may be the beginning of a secret, with whatever before it says that one comes. */
function holdFrom(source: string, from: number, open: readonly string[]): number {
  const least = Math.max(from, source.length - LONGEST_BEGINNING);
  let at = source.length;
  while (at > least && !SEPARATOR.test(source.charAt(at - 1))) at--;
  const said = BEGUN.exec(source.slice(Math.max(from, at - 100), at));
  if (said !== null) at = Math.max(from, at - 100) + said.index;
  for (const value of open) at = Math.min(at, source.length - lengthBegun(source, from, value));
  return Math.max(at, from);
}

/** How much of a value stands at the end of a text. */
function lengthBegun(source: string, from: number, value: string): number {
  for (let length = Math.min(value.length - 1, source.length - from); length > 0; length--) if (source.endsWith(value.slice(0, length))) return length;
  return 0;
}

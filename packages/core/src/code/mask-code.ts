import { isRegexHere, scanRegex } from "./regex-literal.js";
import { type Syntax, syntaxOf } from "./syntax.js";
import type { Language } from "./language.js";

/** A text taken apart into code, strings and comments; each part is as long as the text, with blanks for what is left out. */
export interface MaskedCode {
  /** Without comments, with strings. */
  readonly code: string;
  /** Without comments and without what strings hold; their quotes stay. */
  readonly bare: string;
  /** The comments alone. */
  readonly comments: string;
  /** Where strings and comments are, in order. */
  readonly spans: readonly CodeSpan[];
}

/** What a string holds, or a comment; offsets of the text. */
export interface CodeSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: "comment" | "string";
}

/** Takes a text apart in one pass; the time is linear in its length, whatever it holds. */
export function maskCode(text: string, language: Language): MaskedCode {
  const spans = scan(text, syntaxOf(language));
  const parts: { code: string; bare: string; comments: string }[] = [];
  let at = 0;
  for (const { start, end, kind } of spans) {
    const [before, inside] = [text.slice(at, start), text.slice(start, end)];
    const [blankBefore, blank] = [blanked(before), blanked(inside)];
    parts.push({ code: before + (kind === "comment" ? blank : inside), bare: before + blank, comments: blankBefore + (kind === "comment" ? inside : blank) });
    at = end;
  }
  const rest = text.slice(at);
  parts.push({ code: rest, bare: rest, comments: blanked(rest) });
  return { code: parts.map(({ code }) => code).join(""), bare: parts.map(({ bare }) => bare).join(""), comments: parts.map(({ comments }) => comments).join(""), spans };
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}

function scan(text: string, syntax: Syntax): CodeSpan[] {
  const spans: CodeSpan[] = [];
  // The depth of braces at which each open `${` of a template closes.
  const open: number[] = [];
  // Nothing starts at any other character.
  const marks = new Set(["{", "}", ...(syntax.templates ? ["`", "/"] : []), ...[...syntax.lineComments, ...syntax.blockComments.map(([mark]) => mark), ...syntax.strings.map((quote) => quote.open)].map((mark) => mark.charAt(0))]);
  let depth = 0;
  let at = 0;
  const add = (kind: CodeSpan["kind"], start: number, end: number): void => {
    if (end > start) spans.push({ kind, start, end });
  };
  const template = (from: number): number => {
    const { end, code } = endOfTemplate(text, from);
    add("string", from, code ? end - 2 : end - (text[end - 1] === "`" ? 1 : 0));
    if (code) open.push(depth++);
    return end;
  };
  while (at < text.length) {
    const here = text.charAt(at);
    if (!marks.has(here)) {
      at++;
      continue;
    }
    const comment = commentAt(text, at, syntax);
    if (comment !== undefined) {
      add("comment", at, comment);
      at = comment;
    } else if (syntax.templates && here === "`") at = template(at + 1);
    else if (syntax.templates && here === "}" && open.length > 0 && open.at(-1) === depth - 1) {
      depth = open.pop() ?? 0;
      at = template(at + 1);
    } else if (syntax.templates && here === "/" && isRegexHere(text, at)) {
      const end = scanRegex(text, at);
      if (end > at + 2) add("string", at + 1, end - 1);
      at = end;
    } else {
      const string = stringAt(text, at, syntax);
      if (string !== undefined) add("string", string.start, string.inner);
      if (here === "{") depth++;
      if (here === "}") depth = Math.max(0, depth - 1);
      at = string?.end ?? at + 1;
    }
  }
  return spans;
}

function commentAt(text: string, at: number, { lineComments, blockComments, hashNeedsSpace }: Syntax): number | undefined {
  const line = lineComments.find((mark) => text.startsWith(mark, at));
  if (line !== undefined && !(line === "#" && ((hashNeedsSpace && at > 0 && !/\s/.test(text.charAt(at - 1))) || text.charAt(at + 1) === "["))) return endOfLine(text, at);
  const block = blockComments.find(([mark]) => text.startsWith(mark, at));
  if (block === undefined) return undefined;
  const close = text.indexOf(block[1], at + block[0].length);
  return close === -1 ? text.length : close + block[1].length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function endOfTemplate(text: string, from: number): { readonly end: number; readonly code: boolean } {
  for (let at = from; at < text.length; at++) {
    const here = text.charAt(at);
    if (here === "\\") at++;
    else if (here === "`") return { end: at + 1, code: false };
    else if (here === "$" && text.charAt(at + 1) === "{") return { end: at + 2, code: true };
  }
  return { end: text.length, code: false };
}

interface StringSpan {
  readonly start: number;
  /** Where what it holds ends. */
  readonly inner: number;
  readonly end: number;
}

function stringAt(text: string, at: number, syntax: Syntax): StringSpan | undefined {
  const quote = syntax.strings.find(({ open }) => text.startsWith(open, at));
  if (quote === undefined) return undefined;
  // `'a` in Rust is a lifetime where no quote closes it at once.
  if (syntax.lifetimes && quote.open === "'" && !/^'(?:\\'|\\[^']{1,10}|[^'\\])'/.test(text.slice(at, at + 14))) return undefined;
  const start = at + quote.open.length;
  for (let i = start; i < text.length; i++) {
    if (quote.escapes && text.charAt(i) === "\\") i++;
    else if (text.startsWith(quote.close, i)) return { start, inner: i, end: i + quote.close.length };
    else if (!quote.lines && text.charAt(i) === "\n") return { start, inner: i, end: i };
  }
  return { start, inner: text.length, end: text.length };
}

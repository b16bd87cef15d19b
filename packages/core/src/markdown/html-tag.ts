import { isBlankCode, skipBlanks } from "./span.js";

/**
 * Tells whether a line is one complete tag and then only blanks, given the end of the tag's name.
 *
 * The grammar is CommonMark's, with the parser's liberties (`a=b=c`, attributes without a blank between them).
 */
export function isCompleteTag(source: string, nameEnd: number, lineEnd: number, closing: boolean): boolean {
  const close = closing ? skipBlanks(source, nameEnd, lineEnd) : skipAttributes(source, nameEnd, lineEnd);
  return close !== undefined && source.charCodeAt(close) === 62 && close < lineEnd && skipBlanks(source, close + 1, lineEnd) === lineEnd;
}

/** Returns where the tag's `>` should stand; undefined where an attribute is broken. */
function skipAttributes(source: string, nameEnd: number, lineEnd: number): number | undefined {
  let at = skipBlanks(source, nameEnd, lineEnd);
  while (at < lineEnd && isNameStart(source.charCodeAt(at))) {
    at++;
    while (at < lineEnd && isNamePart(source.charCodeAt(at))) at++;
    const end = skipValues(source, at, lineEnd);
    if (end === undefined) return undefined;
    at = skipBlanks(source, end, lineEnd);
  }
  return source.charCodeAt(at) === 47 ? at + 1 : at;
}

/** Skips any `= value` after an attribute's name. */
function skipValues(source: string, from: number, lineEnd: number): number | undefined {
  let at = skipBlanks(source, from, lineEnd);
  while (at < lineEnd && source.charCodeAt(at) === 61) {
    at = skipBlanks(source, at + 1, lineEnd);
    const code = source.charCodeAt(at);
    if (at >= lineEnd || code === 60 || code === 61 || code === 62 || code === 96) return undefined;
    if (code === 34 || code === 39) return skipQuoted(source, at, lineEnd);
    while (at < lineEnd && !endsBareValue(source.charCodeAt(at))) at++;
    at = skipBlanks(source, at, lineEnd);
  }
  return at;
}

function skipQuoted(source: string, quote: number, lineEnd: number): number | undefined {
  const close = source.indexOf(source.charAt(quote), quote + 1);
  if (close === -1 || close >= lineEnd) return undefined;
  const after = source.charCodeAt(close + 1);
  return close + 1 < lineEnd && (after === 47 || after === 62 || isBlankCode(after)) ? close + 1 : undefined;
}

/** Tells whether a character code is an ASCII letter. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isNameStart(code: number): boolean {
  return isLetter(code) || code === 58 || code === 95;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || code === 45 || code === 46 || (code >= 48 && code <= 57);
}

/** One of `"'/<=>` and the backtick, or a blank. */
function endsBareValue(code: number): boolean {
  return isBlankCode(code) || code === 34 || code === 39 || code === 47 || (code >= 60 && code <= 62) || code === 96;
}

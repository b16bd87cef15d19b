import type { Heading } from "./outline.js";
import type { Span } from "./span.js";
import { isBlankCode, skipBlanks, trimBlanks } from "./span.js";

/** Reads a heading with hashes that starts at `start` of a line; undefined where there is none. */
export function readHashHeading(source: string, start: number, lineEnd: number): Heading | undefined {
  let at = start;
  while (at < lineEnd && source.charCodeAt(at) === 35) at++;
  const level = at - start;
  if (!isHeadingLevel(level) || (at < lineEnd && !isBlankCode(source.charCodeAt(at)))) return undefined;
  return { level, range: { start, end: lineEnd }, text: withoutClosingHashes(source, at, lineEnd) };
}

/** Makes an underlined heading of the lines from `start` to `textEnd`, and its underline up to `end`. */
export function underlinedHeading(source: string, level: 1 | 2, start: number, textEnd: number, end: number): Heading {
  return { level, range: { start, end }, text: trimBlanks(source, start, textEnd) };
}

function isHeadingLevel(level: number): level is Heading["level"] {
  return level >= 1 && level <= 6;
}

/** Closing hashes count only after a blank: `# C#` is about a language. */
function withoutClosingHashes(source: string, hashesEnd: number, lineEnd: number): Span {
  const text = trimBlanks(source, hashesEnd, lineEnd);
  let at = text.end;
  while (at > text.start && source.charCodeAt(at - 1) === 35) at--;
  if (at === text.end) return text.start === text.end ? emptyTitle(source, hashesEnd, lineEnd) : text;
  if (at > text.start && !isBlankCode(source.charCodeAt(at - 1))) return text;
  const title = trimBlanks(source, text.start, at);
  return title.start === title.end ? emptyTitle(source, hashesEnd, lineEnd) : title;
}

function emptyTitle(source: string, hashesEnd: number, lineEnd: number): Span {
  const at = Math.min(hashesEnd + 1, skipBlanks(source, hashesEnd, lineEnd));
  return { start: at, end: at };
}

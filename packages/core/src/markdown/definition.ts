import type { Range } from "../text/range.js";
import { isBlankCode, isLineEndCode } from "./span.js";

/** Returns how many lines at a paragraph's start are link reference definitions (`[label]: target "title"`). */
export function countDefinitionLines(source: string, lines: readonly Range[]): number {
  const text = lines.map((line) => source.slice(line.start, line.end)).join("\n");
  let at = 0;
  let count = 0;
  while (at < text.length) {
    const end = skipDefinition(text, skipBlank(text, at));
    if (end === undefined) break;
    count += text.slice(at, end).split("\n").length;
    at = end + 1;
  }
  return count;
}

/** Returns the end of the definition's last line. */
function skipDefinition(text: string, start: number): number | undefined {
  const label = skipLabel(text, start);
  if (label === undefined || text.charCodeAt(label) !== 58) return undefined;
  const target = skipTarget(text, skipBlanksAndEnds(text, label + 1));
  if (target === undefined) return undefined;
  const title = skipTitle(text, target);
  const end = skipBlank(text, title ?? target);
  return isEnd(text, end) ? end : undefined;
}

/** Returns the offset after the `]`; a label has something visible in it and no bracket that is not escaped. */
function skipLabel(text: string, start: number): number | undefined {
  if (text.charCodeAt(start) !== 91) return undefined;
  let seen = false;
  for (let at = start + 1; at < text.length && at - start <= 1000; at++) {
    const code = text.charCodeAt(at);
    if (code === 93) return seen ? at + 1 : undefined;
    if (code === 91) return undefined;
    if (!isBlankCode(code) && code !== 10) seen = true;
    const next = text.charCodeAt(at + 1);
    if (code === 92 && next >= 91 && next <= 93) at++;
  }
  return undefined;
}

function skipTarget(text: string, start: number): number | undefined {
  if (text.charCodeAt(start) === 60) return skipPointed(text, start);
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (depth === 0 && (code === 41 || isBlankCode(code) || code === 10)) break;
    if (isControl(code)) return undefined;
    if (code === 40) depth++;
    if (code === 41) depth--;
    const next = text.charCodeAt(at + 1);
    if (code === 92 && (next === 40 || next === 41 || next === 92)) at++;
  }
  return at > start && depth === 0 ? at : undefined;
}

function skipPointed(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code === 60 || code === 10) return undefined;
    const next = text.charCodeAt(at + 1);
    if (code === 92 && (next === 60 || next === 62 || next === 92)) at++;
  }
  return undefined;
}

/** Returns the end of a title after the target; undefined where there is none or something follows it. */
function skipTitle(text: string, targetEnd: number): number | undefined {
  const start = skipBlanksAndEnds(text, targetEnd);
  const open = text.charCodeAt(start);
  if (start === targetEnd || (open !== 34 && open !== 39 && open !== 40)) return undefined;
  const close = open === 40 ? 41 : open;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === close) return isEnd(text, skipBlank(text, at + 1)) ? at + 1 : undefined;
    const next = text.charCodeAt(at + 1);
    if (code === 92 && (next === close || next === 92)) at++;
  }
  return undefined;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (isBlankCode(text.charCodeAt(at))) at++;
  return at;
}

function skipBlanksAndEnds(text: string, start: number): number {
  let at = start;
  while (isBlankCode(text.charCodeAt(at)) || isLineEndCode(text.charCodeAt(at))) at++;
  return at;
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) === 10;
}

function isControl(code: number): boolean {
  return code <= 32 || code === 127;
}

import type { Range } from "../text/range.js";
import { linesOf } from "../text/lines.js";
import { isInside, maskProse } from "./code-mask.js";
import type { Fence } from "./line-kind.js";
import { isClosingFence, readOpeningFence } from "./line-kind.js";
import { skipBlanks } from "./span.js";

/** An XML-like tag with what it holds; the inside is markdown, not XML. */
export interface TagSpan {
  /** From the opening tag to the end of the closing one. */
  readonly range: Range;
  readonly open: Range;
  /** Between the tags; for one that is not closed, up to the next tag of the name or the end. */
  readonly inner: Range;
  /** By name as written; one without a value has the empty text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** False where no closing tag was found. */
  readonly closed: boolean;
}

/**
 * Finds the tags of one name, in order; a tag inside one of the same name is not among them.
 *
 * Tags count anywhere on a line, but not in fenced code, code spans and comments: the closing tag is the
 * first that counts, or the first at all where none does. The tree is of no use here: it takes the tag
 * that closes a list into the list's last item.
 */
export function findTags(source: string, name: string, within: Range = { start: 0, end: source.length }): readonly TagSpan[] {
  const marks = findMarks(source, name, within);
  const spans: TagSpan[] = [];
  let from = within.start;
  for (const [index, mark] of marks.entries()) {
    if (mark.closes || mark.hidden || mark.range.start < from) continue;
    const span = readSpan(source, name, marks, index, within.end);
    spans.push(span);
    from = span.range.end;
  }
  return spans;
}

/** An opening or closing tag, and where to go on from it: each an index, or -1. */
interface Mark {
  readonly range: Range;
  readonly closes: boolean;
  /** It stands in code or in a comment. */
  readonly hidden: boolean;
  nextOpen: number;
  nextClose: number;
  nextHiddenClose: number;
}

function findMarks(source: string, name: string, within: Range): readonly Mark[] {
  const pattern = new RegExp(`<(/?)${name}(?=[\\s/>])(?:"[^"\\r\\n]*"|'[^'\\r\\n]*'|[^"'<>])*>`, "g");
  pattern.lastIndex = within.start;
  const marks: Mark[] = [];
  let masks: readonly Range[] | undefined;
  for (let match = pattern.exec(source); match !== null && pattern.lastIndex <= within.end; match = pattern.exec(source)) {
    masks ??= maskCode(source, within);
    const range = { start: match.index, end: pattern.lastIndex };
    marks.push({ range, closes: match[1] === "/", hidden: isInside(masks, match.index), nextOpen: -1, nextClose: -1, nextHiddenClose: -1 });
  }
  linkMarks(marks);
  return marks;
}

function linkMarks(marks: readonly Mark[]): void {
  let open = -1;
  let close = -1;
  let hiddenClose = -1;
  for (let index = marks.length - 1; index >= 0; index--) {
    const mark = marks[index];
    if (mark === undefined) return;
    Object.assign(mark, { nextOpen: open, nextClose: close, nextHiddenClose: hiddenClose });
    if (mark.closes && mark.hidden) hiddenClose = index;
    else if (mark.closes) close = index;
    else if (!mark.hidden) open = index;
  }
}

function readSpan(source: string, name: string, marks: readonly Mark[], index: number, limit: number): TagSpan {
  const mark = marks[index];
  const open = mark?.range ?? { start: limit, end: limit };
  const attributes = readAttributes(source.slice(open.start + name.length + 1, open.end - 1));
  if (source[open.end - 2] === "/") return { range: open, open, inner: { start: open.end, end: open.end }, attributes, closed: true };
  const close = (marks[mark?.nextClose ?? -1] ?? marks[mark?.nextHiddenClose ?? -1])?.range;
  if (close !== undefined) return { range: { start: open.start, end: close.end }, open, inner: { start: open.end, end: close.start }, attributes, closed: true };
  const end = marks[mark?.nextOpen ?? -1]?.range.start ?? limit;
  return { range: { start: open.start, end }, open, inner: { start: open.end, end }, attributes, closed: false };
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: [string, string][] = [];
  for (const match of text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+)))?/g)) {
    const [, key = "", double, single, bare] = match;
    attributes.push([key, double ?? single ?? bare ?? ""]);
  }
  return Object.fromEntries(attributes);
}

/** Fences count at any indentation, since what is inside tags is often indented; one that is not closed hides nothing. */
function maskCode(source: string, within: Range): Range[] {
  const masks: Range[] = [];
  let proseStart = within.start;
  let open: { readonly fence: Fence; readonly start: number } | undefined;
  for (const line of linesOf(source, within.start, within.end)) {
    const at = skipBlanks(source, line.start, line.end);
    if (open === undefined) {
      const fence = readFence(source, at, line.end);
      if (fence !== undefined) open = { fence, start: at };
    } else if (isClosingFence(source, at, line.end, open.fence)) {
      masks.push(...maskProse(source, { start: proseStart, end: open.start }), { start: open.start, end: line.end });
      proseStart = line.end;
      open = undefined;
    }
  }
  masks.push(...maskProse(source, { start: proseStart, end: within.end }));
  return masks;
}

function readFence(source: string, start: number, lineEnd: number): Fence | undefined {
  const code = source.charCodeAt(start);
  return code === 96 || code === 126 ? readOpeningFence(source, start, lineEnd) : undefined;
}

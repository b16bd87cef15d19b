import type { Range } from "../text/range.js";
import { isInside, maskProse } from "./code-mask.js";
import type { Outline } from "./outline.js";
import { trimBlanks } from "./span.js";

/** A part of a document that a reader can fold: `<details>` … `</details>`. */
export interface Details {
  /** From the opening tag to the end of the closing one, or of the document where it is not closed. */
  readonly range: Range;
  /** The opening tag. */
  readonly open: Range;
  /** What stands between `<summary>` and `</summary>`, without blanks around it. */
  readonly summary: Range | undefined;
  /** From the end of the summary, or of the opening tag, to the closing tag. */
  readonly body: Range;
  /** The tag has the attribute `open`. */
  readonly isOpen: boolean;
  readonly closed: boolean;
  /** 0 for one that lies in no other. */
  readonly depth: number;
}

interface Draft {
  readonly open: Range;
  readonly isOpen: boolean;
  readonly depth: number;
  readonly order: number;
  summaryStart: number | undefined;
  summary: Range | undefined;
  bodyStart: number;
}

const tagPattern = /<(\/?)(details|summary)(?=[\s/>])((?:"[^"\r\n]*"|'[^'\r\n]*'|[^"'<>])*)>/gi;

/**
 * Finds all folded parts of a document, nested ones included, in the order of their opening tags.
 *
 * Tags count in HTML blocks and in running text, not in code, quotations and comments. A closing tag that
 * closes nothing is passed over.
 */
export function detailsOf(source: string, outline: Outline): readonly Details[] {
  const found: { readonly order: number; readonly details: Details }[] = [];
  const stack: Draft[] = [];
  let count = 0;
  for (const tag of tagsOf(source, outline)) {
    const top = stack.at(-1);
    if (tag.name === "summary") readSummary(source, top, tag);
    else if (!tag.closing) stack.push(startDetails(tag, stack.length, count++));
    else if (top !== undefined) {
      stack.pop();
      found.push({ order: top.order, details: endDetails(top, tag.range) });
    }
  }
  for (const draft of stack) found.push({ order: draft.order, details: endDetails(draft, { start: source.length, end: source.length }, false) });
  return found.sort((a, b) => a.order - b.order).map(({ details }) => details);
}

interface Tag {
  readonly range: Range;
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: string;
}

function tagsOf(source: string, outline: Outline): Tag[] {
  const tags: Tag[] = [];
  let masks: Range[] | undefined;
  for (const match of source.matchAll(tagPattern)) {
    const [text, slash = "", name = "", attributes = ""] = match;
    masks ??= masksOf(source, outline);
    if (source[match.index - 1] === "\\" || isInside(masks, match.index)) continue;
    tags.push({ range: { start: match.index, end: match.index + text.length }, name: name.toLowerCase(), closing: slash !== "", attributes });
  }
  return tags;
}

/** Where a tag is none: in what is opaque but no HTML, and in the code spans and comments of the rest. */
function masksOf(source: string, outline: Outline): Range[] {
  const topLevel = new Set(outline.html.map(({ start }) => start));
  // HTML inside a list item is known by its `<`, unless it is indented so far that it may be code.
  const isHtml = ({ start }: Range): boolean => topLevel.has(start) || /^ {0,3}</.test(source.slice(start, start + 4));
  const hidden = outline.opaque.filter((range) => !isHtml(range));
  const masks: Range[] = [];
  let start = 0;
  for (const range of [...hidden, { start: source.length, end: source.length }]) {
    masks.push(...maskProse(source, { start, end: range.start }), range);
    start = range.end;
  }
  return masks;
}

function readSummary(source: string, draft: Draft | undefined, tag: Tag): void {
  if (draft === undefined || draft.summary !== undefined) return;
  if (!tag.closing) draft.summaryStart ??= tag.range.end;
  else if (draft.summaryStart !== undefined) {
    draft.summary = trimSpace(source, draft.summaryStart, tag.range.start);
    draft.bodyStart = tag.range.end;
  }
}

function startDetails(tag: Tag, depth: number, order: number): Draft {
  const isOpen = /(?:^|\s)open(?=[\s=/]|$)/i.test(tag.attributes.replace(/"[^"]*"|'[^']*'/g, ""));
  return { open: tag.range, isOpen, depth, order, summaryStart: undefined, summary: undefined, bodyStart: tag.range.end };
}

function endDetails(draft: Draft, close: Range, closed = true): Details {
  const { open, summary, isOpen, depth } = draft;
  return { range: { start: open.start, end: close.end }, open, summary, body: { start: draft.bodyStart, end: close.start }, isOpen, closed, depth };
}

/** A summary may be written over several lines. */
function trimSpace(source: string, start: number, end: number): Range {
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return trimBlanks(source, Math.min(from, end), from + text.trim().length);
}

import type { Heading as HeadingNode, List, PhrasingContent, Root, RootContent, Table as TableNode, TableCell } from "mdast";
import type { Range } from "../text/range.js";
import type { MarkdownDocument } from "./document.js";
import { parseMarkdown, rangeOf } from "./document.js";
import { readHashHeading, underlinedHeading } from "./outline-heading.js";
import { itemAt } from "./outline-item.js";
import type { Heading, ListItem, Outline, Table, TableRow } from "./outline.js";
import { includeIndent, isBlankCode, isLineEndCode, lineEndAt, skipBlanks } from "./span.js";
import { cellBetween } from "./table-row.js";

interface Draft {
  readonly document: MarkdownDocument;
  frontMatter: Range | undefined;
  readonly headings: Heading[];
  readonly items: ListItem[];
  readonly tables: Table[];
  readonly html: Range[];
  readonly opaque: Range[];
}

/** Returns a text's outline from its tree: the reference for `scanOutline`, and some hundred times slower. */
export function treeOutline(source: string): Outline {
  return outlineOfDocument(parseMarkdown(source));
}

/** Returns the outline of a document that is parsed already. */
function outlineOfDocument(document: MarkdownDocument): Outline {
  const draft: Draft = { document, frontMatter: undefined, headings: [], items: [], tables: [], html: [], opaque: [] };
  addTopLevel(draft, document.tree);
  const { frontMatter, headings, items, tables, html, opaque } = draft;
  return { frontMatter, headings, items, tables, html, opaque };
}

function addTopLevel(draft: Draft, tree: Root): void {
  for (const [index, node] of tree.children.entries()) {
    if (node.type === "yaml") {
      draft.frontMatter = opaqueRange(draft.document, node);
      draft.opaque.push(draft.frontMatter);
    } else if (node.type === "heading") draft.headings.push(headingOf(draft.document, node, tree.children[index - 1]));
    else if (node.type === "table") draft.tables.push(tableOf(draft.document, node));
    else {
      if (node.type === "html") draft.html.push(opaqueRange(draft.document, node));
      addBlock(draft, node, 0);
    }
  }
}

function addBlock(draft: Draft, node: RootContent, depth: number): void {
  if (node.type === "list") addItems(draft, node, depth);
  else if (node.type === "code" || node.type === "html" || node.type === "blockquote" || node.type === "footnoteDefinition") {
    draft.opaque.push(opaqueRange(draft.document, node));
  }
}

function addItems(draft: Draft, list: List, depth: number): void {
  const { source } = draft.document;
  for (const [index, node] of list.children.entries()) {
    const next = list.children[index + 1];
    const range = blockRange(draft.document, node, next && rangeOf(draft.document, next)?.start);
    const lineEnd = lineEndAt(source, range.start);
    const first = node.children[0];
    const code = first?.type === "code" ? rangeOf(draft.document, first) : undefined;
    // Indented code starts with its indentation, a fence with its marker.
    const startsWithCode = code !== undefined && code.start <= lineEnd && isBlankCode(source.charCodeAt(code.start));
    draft.items.push({ ...itemAt(source, range.start, lineEnd, { depth, startsWithCode }), range });
    for (const child of node.children) addBlock(draft, child, depth + 1);
  }
}

/**
 * Every block reaches from its first visible character to the end of its last line that has one.
 *
 * `limit` is the start of the next item: where a block at an item's end is not closed, the tree lets the item
 * reach over the next one's bullet.
 */
function blockRange(document: MarkdownDocument, node: RootContent, limit = Infinity): Range {
  const { source } = document;
  let { start, end } = rangeOf(document, node) ?? { start: 0, end: 0 };
  end = Math.min(end, limit);
  start = skipBlanks(source, start, end);
  while (end > start && (isBlankCode(source.charCodeAt(end - 1)) || isLineEndCode(source.charCodeAt(end - 1)))) end--;
  return { start, end: lineEndAt(source, end) };
}

/** What is not prose takes in its indentation, where it has its line for itself. */
function opaqueRange(document: MarkdownDocument, node: RootContent): Range {
  const { start, end } = blockRange(document, node);
  return { start: includeIndent(document.source, start), end };
}

/** An underlined heading starts, for the tree, at the definitions that stand right before it. */
function headingOf(document: MarkdownDocument, node: HeadingNode, before: RootContent | undefined): Heading {
  const { source } = document;
  const block = blockRange(document, node);
  const { end } = block;
  let { start } = block;
  const definitionsEnd = before?.type === "definition" ? (rangeOf(document, before)?.end ?? 0) : 0;
  if (definitionsEnd > start) start = definitionsEnd + (/^\s*/.exec(source.slice(definitionsEnd, end))?.[0].length ?? 0);
  const text = childrenRange(document, node.children);
  if (text !== undefined) return { level: node.depth, range: { start, end }, text };
  const hash = lineEndAt(source, start) === end ? readHashHeading(source, start, end) : undefined;
  if (hash !== undefined) return hash;
  let textEnd = end;
  while (!isLineEndCode(source.charCodeAt(textEnd - 1))) textEnd--;
  while (isLineEndCode(source.charCodeAt(textEnd - 1))) textEnd--;
  return underlinedHeading(source, node.depth === 1 ? 1 : 2, start, textEnd, end);
}

function childrenRange(document: MarkdownDocument, children: readonly PhrasingContent[]): Range | undefined {
  const first = children[0];
  const last = children.at(-1);
  const start = first && rangeOf(document, first)?.start;
  const end = last && rangeOf(document, last)?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}

function tableOf(document: MarkdownDocument, node: TableNode): Table {
  const rows = node.children.map((row): TableRow => ({
    range: blockRange(document, row),
    cells: row.children.map((cell) => cellRange(document, cell)),
  }));
  const range = blockRange(document, node);
  const [header = { range, cells: [] }, ...body] = rows;
  return { range, header, rows: body };
}

/** A cell's own range takes in its left pipe, and the last one's its right pipe and what follows. */
function cellRange(document: MarkdownDocument, cell: TableCell): Range {
  const text = childrenRange(document, cell.children);
  if (text !== undefined) return text;
  const { source } = document;
  const range = rangeOf(document, cell) ?? { start: 0, end: 0 };
  const left = source.charCodeAt(range.start) === 124 ? range.start + 1 : range.start;
  let right = range.end;
  while (right > left && isBlankCode(source.charCodeAt(right - 1))) right--;
  const closed = right > left && source.charCodeAt(right - 1) === 124 && source.charCodeAt(right - 2) !== 92;
  return cellBetween(source, left, closed ? right - 1 : range.end);
}

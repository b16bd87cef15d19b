import type { BlockStart } from "./block-start.js";
import { readBlockStart } from "./block-start.js";
import { countDefinitionLines } from "./definition.js";
import { isUnderline } from "./line-kind.js";
import { openBlock } from "./open-block.js";
import { underlinedHeading } from "./outline-heading.js";
import type { Paragraph, Scan } from "./scan-state.js";
import { noLeaf, skipColumns } from "./scan-state.js";
import { countDelimiterColumns, mayBeHeaderRow, readTableRow } from "./table-row.js";

/** Starts a paragraph at the first visible character of a line. */
export function startParagraph(scan: Scan, mayHead: boolean): void {
  const { source, at, lineEnd } = scan;
  const header = mayHead && mayBeHeaderRow(source, at, lineEnd) ? at : -1;
  const lines = source.charCodeAt(at) === 91 ? [{ start: at, end: lineEnd }] : undefined;
  scan.leaf = { kind: "paragraph", start: at, end: lineEnd, header, lines };
}

/**
 * Reads a line after a paragraph's line.
 *
 * Returns undefined where the line was taken (as text, as an underline, as the second line of a table);
 * else the paragraph is ended and what the line starts is returned: a block, or `text` of a new paragraph.
 */
export function continueParagraph(scan: Scan, paragraph: Paragraph, lazy: boolean): BlockStart | "text" | undefined {
  const lineStart = scan.at;
  if (skipColumns(scan, 4) === 4) {
    addLine(scan, paragraph, lineStart, -1);
    return undefined;
  }
  const { source, at, lineEnd } = scan;
  if (!lazy && startTable(scan, paragraph)) return undefined;
  if (!lazy && isUnderlineAt(scan)) {
    scan.leaf = noLeaf;
    return takeUnderline(scan, paragraph) ? undefined : (readBlockStart(source, at, lineEnd) ?? "text");
  }
  const start = readBlockStart(source, at, lineEnd);
  // A tag that is no block's tag cannot interrupt a paragraph; but the parser lets it on a lazy line.
  if (start === undefined || (start.kind === "html" && start.html.kind === 7 && !lazy)) {
    addLine(scan, paragraph, lineStart, mayBeHeaderRow(source, at, lineEnd) ? at : -1);
    return undefined;
  }
  scan.leaf = noLeaf;
  return start;
}

function addLine(scan: Scan, paragraph: Paragraph, lineStart: number, header: number): void {
  paragraph.end = scan.lineEnd;
  paragraph.header = header;
  paragraph.lines?.push({ start: lineStart, end: scan.lineEnd });
}

function isUnderlineAt(scan: Scan): boolean {
  const code = scan.source.charCodeAt(scan.at);
  return (code === 61 || code === 45) && isUnderline(scan.source, scan.at, scan.lineEnd);
}

/** Makes the paragraph a heading; false where it holds nothing but definitions. */
function takeUnderline(scan: Scan, paragraph: Paragraph): boolean {
  const { source, at, lineEnd } = scan;
  let { start } = paragraph;
  if (paragraph.lines !== undefined) {
    const first = paragraph.lines[countDefinitionLines(source, paragraph.lines)];
    if (first === undefined) return false;
    start = first.start;
    while (source.charCodeAt(start) === 32 || source.charCodeAt(start) === 9) start++;
  }
  if (scan.stack.length > 0) return true;
  scan.headings.push(underlinedHeading(source, source.charCodeAt(at) === 61 ? 1 : 2, start, paragraph.end, lineEnd));
  return true;
}

/** Makes the paragraph's last line the first row of a table where this line is its delimiter row. */
function startTable(scan: Scan, paragraph: Paragraph): boolean {
  const { header, end } = paragraph;
  if (header < 0) return false;
  const columns = countDelimiterColumns(scan.source, scan.at, scan.lineEnd);
  if (columns === 0) return false;
  const row = readTableRow(scan.source, header, end);
  if (row.cells.length !== columns) return false;
  const tag = header > paragraph.start ? readBlockStart(scan.source, header, end) : undefined;
  if (tag !== undefined) {
    // The parser ends the paragraph for the table, and then sees a tag that no paragraph is in the way of any more.
    openBlock(scan, header, tag);
    return true;
  }
  const span = { start: header, end: scan.lineEnd };
  const top = scan.stack.length === 0;
  const table = { range: span, header: row, rows: [] };
  if (top) scan.tables.push(table);
  scan.leaf = { kind: "table", span: top ? span : undefined, rows: table.rows };
  return true;
}

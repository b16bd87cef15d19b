import type { HtmlKind } from "./html-block.js";
import type { Fence } from "./line-kind.js";
import type { OpenItem } from "./outline-item.js";
import type { Heading, ListItem, Table, TableRow } from "./outline.js";
import type { Range } from "../text/range.js";
import type { Span } from "./span.js";
import { includeIndent, isBlankCode, skipBlanks } from "./span.js";

/** A block that holds blocks: an item of a list, a quotation, the text of a footnote. */
export interface Container {
  readonly kind: "item" | "quote" | "note";
  /** Columns that a line must be indented by to stay in an item. */
  size: number;
  /** The character code that makes the next item one of the same list; of an ordered list that after the number. */
  readonly marker: number;
  readonly ordered: boolean;
  /** The item's first line had nothing but the bullet, and no line with text has followed. */
  startsBlank: boolean;
  /** Such an item has seen another blank line: nothing can follow. */
  spent: boolean;
  /** Where the outline says how far the container reaches; absent inside quotations. */
  span: Span | undefined;
  readonly bullet: number;
  readonly startsWithCode: boolean;
}

/** The block of text that the next line may go on with. */
export type Leaf =
  | { readonly kind: "none" }
  | Paragraph
  | { readonly kind: "indented"; readonly span: Span | undefined }
  | { readonly kind: "fence"; readonly fence: Fence; readonly span: Span | undefined }
  | { readonly kind: "html"; readonly html: HtmlKind; readonly span: Span | undefined }
  | { readonly kind: "table"; readonly span: Span | undefined; readonly rows: TableRow[] };

/** A paragraph that is still open; it may turn out to be a heading, and its last line the first row of a table. */
export interface Paragraph {
  readonly kind: "paragraph";
  start: number;
  end: number;
  /** The start of the last line where it may be the first row of a table, else -1. */
  header: number;
  /** The lines, kept only where the paragraph starts with `[`: it may hold definitions. */
  readonly lines: Span[] | undefined;
}

/** Everything that reading by lines keeps: where it stands, what is open, what was found. */
export interface Scan {
  readonly source: string;
  /** The text has carriage returns: these too end lines. */
  readonly hasReturns: boolean;
  lineStart: number;
  lineEnd: number;
  /** The offset that is read next, its column (from 0), and the columns left of a tab that was read in part. */
  at: number;
  column: number;
  pad: number;
  /** The end of the last line that was not blank. */
  lastEnd: number;
  /** A run of one marker that is known to be no thematic break. */
  readonly noBreak: { marker: number } & Span;
  readonly stack: Container[];
  /** How many quotations and footnotes are open: nothing in them is told. */
  hidden: number;
  leaf: Leaf;
  readonly headings: Heading[];
  readonly items: ListItem[];
  readonly tables: Table[];
  readonly html: Range[];
  readonly opaque: Range[];
}

/** A leaf that nothing can go on with. */
export const noLeaf: Leaf = { kind: "none" };

/** Where reading stands in a line, to come back to. */
export interface Place {
  readonly at: number;
  readonly column: number;
  readonly pad: number;
}

/** Returns where reading stands. */
export function placeOfScan(scan: Scan): Place {
  return { at: scan.at, column: scan.column, pad: scan.pad };
}

/** Goes back to a place of the same line. */
export function goBack(scan: Scan, place: Place): void {
  scan.at = place.at;
  scan.column = place.column;
  scan.pad = place.pad;
}

/** Reads at most `max` columns of blanks; a tab reaches to the next multiple of four and may be read in part. */
export function skipColumns(scan: Scan, max: number): number {
  let taken = 0;
  while (taken < max) {
    if (scan.pad > 0) {
      const part = Math.min(scan.pad, max - taken);
      scan.pad -= part;
      scan.column += part;
      taken += part;
      continue;
    }
    const code = scan.source.charCodeAt(scan.at);
    if (!isBlankCode(code)) break;
    scan.at++;
    scan.pad = code === 9 ? 4 - (scan.column % 4) : 1;
  }
  return taken;
}

/** Reads characters that are no blanks. */
export function skipVisible(scan: Scan, count: number): void {
  scan.at += count;
  scan.column += count;
}

/** Tells whether the next column is blank. */
export function isAtBlank(scan: Scan): boolean {
  return scan.pad > 0 || isBlankCode(scan.source.charCodeAt(scan.at));
}

/** Tells whether the rest of the line is blank. */
export function isRestBlank(scan: Scan): boolean {
  return skipBlanks(scan.source, scan.at, scan.lineEnd) === scan.lineEnd;
}

/** Ends the open leaf at the last line that was not blank. */
export function endLeaf(scan: Scan): void {
  const { leaf } = scan;
  if (leaf.kind !== "none" && leaf.kind !== "paragraph" && leaf.span !== undefined) leaf.span.end = scan.lastEnd;
  scan.leaf = noLeaf;
}

/** Ends containers from the innermost on until only `size` are open. */
export function endContainers(scan: Scan, size: number): void {
  while (scan.stack.length > size) {
    const container = scan.stack.pop();
    if (container === undefined) return;
    if (container.span !== undefined) container.span.end = scan.lastEnd;
    if (container.kind !== "item") scan.hidden--;
  }
}

/** Remembers a place that is not prose, unless it lies in one. */
export function addOpaque(scan: Scan, start: number): Span | undefined {
  if (scan.hidden > 0) return undefined;
  const span = { start: includeIndent(scan.source, start), end: scan.lineEnd };
  scan.opaque.push(span);
  return span;
}

/** Remembers a list item, unless it lies in a quotation. */
export function addItem(scan: Scan, item: OpenItem): Span {
  scan.items.push(item);
  return item.range;
}

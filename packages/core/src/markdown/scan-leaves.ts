import { endsHtml, readHtmlStart } from "./html-block.js";
import { isClosingFence, isThematicBreak, isUnderline, readOpeningFence } from "./line-kind.js";
import { readHashHeading, underlinedHeading } from "./outline-heading.js";
import { countDefinitionLines } from "./definition.js";
import type { Paragraph, Scan } from "./scan-state.js";
import { addOpaque, endContainers, endLeaf, goBack, isRestBlank, noLeaf, placeOfScan, skipColumns } from "./scan-state.js";
import { isBlankCode } from "./span.js";
import { countDelimiterColumns, mayBeHeaderRow, readTableRow } from "./table-row.js";

/** Reads what a line holds after its containers. `lazy` and `kept` are as `readContainers` says. */
export function readLeaf(scan: Scan, lazy: boolean, kept: number): void {
  if (isRestBlank(scan)) readBlank(scan, lazy, kept);
  else if (scan.leaf.kind === "paragraph") continueParagraph(scan, scan.leaf, lazy, kept);
  else if (lazy || !continueLeaf(scan)) {
    const afterTable = scan.leaf.kind === "table";
    if (!lazy && afterTable && continueTable(scan)) return;
    endLeaf(scan);
    if (lazy) endContainers(scan, kept);
    // The parser takes a lazy line after a table for a body row, which it may not be: so it is no header either.
    startLeaf(scan, !(lazy && afterTable));
  }
}

function readBlank(scan: Scan, lazy: boolean, kept: number): void {
  const { leaf } = scan;
  const goesOn = leaf.kind === "fence" || leaf.kind === "indented" || (leaf.kind === "html" && leaf.html < 6);
  if (lazy || !goesOn) endLeaf(scan);
  if (lazy) endContainers(scan, kept);
}

/** Reads a line of open code or HTML; false where the block ends before it, or takes lines otherwise. */
function continueLeaf(scan: Scan): boolean {
  const { leaf, source, lineEnd } = scan;
  const place = placeOfScan(scan);
  switch (leaf.kind) {
    case "fence":
      skipColumns(scan, 3);
      if (scan.pad === 0 && isClosingFence(source, scan.at, lineEnd, leaf.fence)) closeLeaf(scan);
      return true;
    case "html":
      if (endsHtml(source, scan.at, lineEnd, leaf.html)) closeLeaf(scan);
      return true;
    case "indented":
      if (skipColumns(scan, 4) === 4) return true;
      goBack(scan, place);
      return false;
    case "none":
    case "paragraph":
    case "table":
      return false;
  }
}

/** Ends the open leaf with the line that is read. */
function closeLeaf(scan: Scan): void {
  scan.lastEnd = scan.lineEnd;
  endLeaf(scan);
}

/** Every line after a table that starts nothing else is a row of it. */
function continueTable(scan: Scan): boolean {
  const { leaf } = scan;
  const place = placeOfScan(scan);
  if (leaf.kind !== "table") return false;
  const indented = skipColumns(scan, 4) === 4;
  if (!indented && !startsBlock(scan)) {
    if (leaf.span !== undefined) leaf.rows.push(readTableRow(scan.source, scan.at, scan.lineEnd));
    return true;
  }
  goBack(scan, place);
  return false;
}

/** Tells whether a line starts a block that a table's row gives way to. */
function startsBlock(scan: Scan): boolean {
  const { source, at, lineEnd } = scan;
  switch (source.charCodeAt(at)) {
    case 35:
      return readHashHeading(source, at, lineEnd) !== undefined;
    case 42:
    case 45:
    case 95:
      return isThematicBreak(source, at, lineEnd);
    case 60:
      return readHtmlStart(source, at, lineEnd) !== undefined;
    case 96:
    case 126:
      return readOpeningFence(source, at, lineEnd) !== undefined;
    default:
      return false;
  }
}

/** Reads a line that goes on with nothing. */
function startLeaf(scan: Scan, mayHead: boolean): void {
  if (skipColumns(scan, 4) === 4) {
    scan.leaf = { kind: "indented", span: addOpaque(scan, firstVisible(scan)) };
    return;
  }
  if (startNonParagraph(scan, false, false)) return;
  startParagraph(scan, mayHead);
}

function firstVisible(scan: Scan): number {
  let { at } = scan;
  while (isBlankCode(scan.source.charCodeAt(at))) at++;
  return at;
}

function startParagraph(scan: Scan, mayHead: boolean): void {
  const { source, at, lineEnd } = scan;
  const header = mayHead && mayBeHeaderRow(source, at, lineEnd) ? at : -1;
  const lines = source.charCodeAt(at) === 91 ? [{ start: at, end: lineEnd }] : undefined;
  scan.leaf = { kind: "paragraph", start: at, end: lineEnd, header, lines };
}

/** Starts a block that is neither paragraph nor indented code, at the first visible character of a line. */
function startNonParagraph(scan: Scan, interrupts: boolean, lazy: boolean): boolean {
  const { source, at, lineEnd } = scan;
  switch (source.charCodeAt(at)) {
    case 35:
      return startHeading(scan);
    case 42:
    case 45:
    case 95:
      return isThematicBreak(source, at, lineEnd);
    case 60:
      return startHtml(scan, interrupts, lazy);
    case 96:
    case 126:
      return startFence(scan);
    default:
      return false;
  }
}

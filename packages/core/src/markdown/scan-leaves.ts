import { readBlockStart } from "./block-start.js";
import { endsHtml } from "./html-block.js";
import { isClosingFence } from "./line-kind.js";
import { closeLeaf, openBlock } from "./open-block.js";
import { continueParagraph, startParagraph } from "./scan-paragraph.js";
import type { Leaf, Scan } from "./scan-state.js";
import { addOpaque, endContainers, endLeaf, goBack, isRestBlank, placeOfScan, skipColumns } from "./scan-state.js";
import { readTableRow } from "./table-row.js";

/** Reads what a line holds after its containers; `lazy` and `kept` are what `readContainers` says. */
export function readLeaf(scan: Scan, lazy: boolean, kept: number): void {
  const { leaf } = scan;
  if (isRestBlank(scan)) {
    if (lazy || !outlastsBlank(leaf)) endLeaf(scan);
    if (lazy) endContainers(scan, kept);
  } else if (leaf.kind === "paragraph") {
    const start = continueParagraph(scan, leaf, lazy);
    if (start === undefined) return;
    // The parser looks at the next line for the end of such a tag's block, and so takes it into the open containers.
    const stays = typeof start === "object" && start.kind === "html" && start.html.kind === 7 && scan.lineEnd < scan.source.length;
    if (lazy && !stays) endContainers(scan, kept);
    if (start === "text") startParagraph(scan, true);
    else openBlock(scan, scan.at, start);
  } else if (lazy || !continueLeaf(scan, leaf)) {
    endLeaf(scan);
    if (lazy) endContainers(scan, kept);
    // The parser takes a lazy line after a table for one of its rows, which it must not be: so it heads no table either.
    startLeaf(scan, !(lazy && leaf.kind === "table"));
    // Nor does it look for more code after a lazy line of code.
    if (lazy && scan.leaf.kind === "indented") closeLeaf(scan);
  }
}

function outlastsBlank(leaf: Leaf): boolean {
  return leaf.kind === "fence" || leaf.kind === "indented" || (leaf.kind === "html" && leaf.html < 6);
}

/** Reads a line as a part of the open block; false where it is none. */
function continueLeaf(scan: Scan, leaf: Leaf): boolean {
  switch (leaf.kind) {
    case "fence":
      skipColumns(scan, 3);
      if (scan.pad === 0 && isClosingFence(scan.source, scan.at, scan.lineEnd, leaf.fence)) closeLeaf(scan);
      return true;
    case "html":
      if (endsHtml(scan.source, scan.at, scan.lineEnd, leaf.html)) closeLeaf(scan);
      return true;
    case "indented":
      return isIndented(scan);
    case "table":
      if (isIndented(scan)) return false;
      skipColumns(scan, 3);
      if (readBlockStart(scan.source, scan.at, scan.lineEnd) !== undefined) return false;
      if (leaf.span !== undefined) leaf.rows.push(readTableRow(scan.source, scan.at, scan.lineEnd));
      return true;
    case "none":
    case "paragraph":
      return false;
  }
}

function isIndented(scan: Scan): boolean {
  const place = placeOfScan(scan);
  const indented = skipColumns(scan, 4) === 4;
  goBack(scan, place);
  return indented;
}

/** Reads a line that goes on with nothing. */
function startLeaf(scan: Scan, mayHead: boolean): void {
  const indented = skipColumns(scan, 4) === 4;
  if (indented) {
    skipColumns(scan, Infinity);
    scan.leaf = { kind: "indented", span: addOpaque(scan, scan.at) };
    return;
  }
  const start = readBlockStart(scan.source, scan.at, scan.lineEnd);
  if (start === undefined) startParagraph(scan, mayHead);
  else openBlock(scan, scan.at, start);
}

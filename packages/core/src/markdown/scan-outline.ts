import { findFrontMatter } from "./front-matter-range.js";
import type { Outline } from "./outline.js";
import { readContainers } from "./scan-containers.js";
import { readLeaf } from "./scan-leaves.js";
import type { Scan } from "./scan-state.js";
import { endContainers, endLeaf, isRestBlank, noLeaf } from "./scan-state.js";
import { lineEndAt, markLength } from "./span.js";

/**
 * Finds a text's outline by reading its lines once, without a tree: what `treeOutline` finds, more than a hundred times faster.
 *
 * It follows the tree's parser line by line, its peculiarities included, and has an answer for every text.
 */
export function scanOutline(source: string): Outline {
  const frontMatter = findFrontMatter(source);
  const scan = startScan(source, frontMatter?.end ?? markLength(source));
  if (frontMatter !== undefined) {
    scan.opaque.push(frontMatter);
    scan.lineEnd = frontMatter.end;
    scan.lastEnd = frontMatter.end;
  } else if (!beginLine(scan, markLength(source))) return outlineOfScan(scan, frontMatter);
  else readLine(scan);
  while (beginLine(scan, afterLine(scan))) readLine(scan);
  return outlineOfScan(scan, frontMatter);
}

function startScan(source: string, start: number): Scan {
  return {
    source,
    hasReturns: source.includes("\r"),
    lineStart: start,
    lineEnd: start,
    at: start,
    column: 0,
    pad: 0,
    lastEnd: start,
    noBreak: { marker: 0, start: 0, end: 0 },
    stack: [],
    hidden: 0,
    leaf: noLeaf,
    headings: [],
    items: [],
    tables: [],
    html: [],
    opaque: [],
  };
}

function readLine(scan: Scan): void {
  const { lazy, kept } = readContainers(scan);
  readLeaf(scan, lazy, kept);
  // Read from the start of the line: the mark of a quotation is something to see.
  scan.at = scan.lineStart;
  if (!isRestBlank(scan)) scan.lastEnd = scan.lineEnd;
}

function afterLine(scan: Scan): number {
  const { source, lineEnd } = scan;
  return source.charCodeAt(lineEnd) === 13 && source.charCodeAt(lineEnd + 1) === 10 ? lineEnd + 2 : lineEnd + 1;
}

function beginLine(scan: Scan, start: number): boolean {
  const { source } = scan;
  if (start >= source.length) return false;
  let end = source.indexOf("\n", start);
  if (end === -1) end = source.length;
  if (scan.hasReturns) end = Math.min(end, lineEndAt(source, start));
  scan.lineStart = start;
  scan.lineEnd = end;
  scan.at = start;
  scan.column = 0;
  scan.pad = 0;
  return true;
}

function outlineOfScan(scan: Scan, frontMatter: Outline["frontMatter"]): Outline {
  endLeaf(scan);
  endContainers(scan, 0);
  const { headings, items, tables, html, opaque } = scan;
  return { frontMatter, headings, items, tables, html, opaque };
}

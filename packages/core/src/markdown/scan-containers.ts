import { isDigit, itemAt } from "./outline-item.js";
import type { Container, Scan } from "./scan-state.js";
import {
  addItem,
  addOpaque,
  endContainers,
  endLeaf,
  goBack,
  isAtBlank,
  isRestBlank,
  placeOfScan,
  skipColumns,
  skipVisible,
} from "./scan-state.js";
import { isThematicBreak } from "./line-kind.js";
import { isBlankCode } from "./span.js";

/**
 * Reads what a line has for the open containers, then the containers that start on it.
 *
 * Returns whether the line is lazy: not all containers went on, yet none started, so that the line may
 * still belong to an open paragraph. Then nothing has been ended, and `kept` says how many went on.
 */
export function readContainers(scan: Scan): { readonly lazy: boolean; readonly kept: number } {
  const kept = continueContainers(scan);
  const all = kept === scan.stack.length;
  if (all && (scan.leaf.kind === "fence" || scan.leaf.kind === "html")) return { lazy: false, kept };
  // The parser keeps this for the whole line: an item that interrupts a paragraph passes it on to what it starts with.
  const interrupts = all && (scan.leaf.kind === "paragraph" || scan.leaf.kind === "indented");
  let container = startContainer(scan, interrupts);
  if (container === undefined) return { lazy: !all, kept };
  endLeaf(scan);
  endContainers(scan, kept);
  while (container !== undefined) {
    pushContainer(scan, container);
    container = startContainer(scan, interrupts);
  }
  return { lazy: false, kept: scan.stack.length };
}

function continueContainers(scan: Scan): number {
  let kept = 0;
  while (kept < scan.stack.length) {
    const container = scan.stack[kept];
    if (container === undefined || !continues(scan, container, kept)) break;
    kept++;
  }
  return kept;
}

function continues(scan: Scan, container: Container, index: number): boolean {
  if (container.kind === "item") return continuesItem(scan, container) || startsSibling(scan, container, index);
  const place = placeOfScan(scan);
  const ok = container.kind === "quote" ? readQuote(scan) : continuesNote(scan, index);
  if (!ok) goBack(scan, place);
  return ok;
}

/** A footnote directly inside another needs no indentation of its own: the parser counts the outer one's twice. */
function continuesNote(scan: Scan, index: number): boolean {
  if (isRestBlank(scan)) return true;
  const indent = skipColumns(scan, 4);
  return indent === 4 || (indent === 0 && scan.stack[index - 1]?.kind === "note");
}

function continuesItem(scan: Scan, container: Container): boolean {
  if (isRestBlank(scan)) {
    container.spent ||= container.startsBlank;
    skipColumns(scan, container.size);
    return true;
  }
  const { spent } = container;
  container.spent = false;
  container.startsBlank = false;
  if (spent) return false;
  const place = placeOfScan(scan);
  if (skipColumns(scan, container.size) === container.size) return true;
  goBack(scan, place);
  return false;
}

/** The next item of the same list takes the place of the one before. */
function startsSibling(scan: Scan, container: Container, index: number): boolean {
  const place = placeOfScan(scan);
  const indent = skipColumns(scan, 3);
  const sibling = readBullet(scan, indent, false);
  if (sibling?.ordered !== container.ordered || sibling.marker !== container.marker) {
    goBack(scan, place);
    return false;
  }
  endLeaf(scan);
  endContainers(scan, index);
  pushContainer(scan, sibling);
  return true;
}

function startContainer(scan: Scan, interrupts: boolean): Container | undefined {
  if (!mayStartContainer(scan)) return undefined;
  const place = placeOfScan(scan);
  const indent = skipColumns(scan, 3);
  const start = scan.at;
  const code = scan.pad > 0 ? 0 : scan.source.charCodeAt(start);
  let container: Container | undefined;
  if (code === 62) container = readQuote(scan) ? blockContainer("quote", start) : undefined;
  else if (code === 91) container = readNote(scan) ? blockContainer("note", start) : undefined;
  else container = readBullet(scan, indent, interrupts);
  if (container === undefined) goBack(scan, place);
  return container;
}

/** Most lines start with a letter: they need no closer look. */
function mayStartContainer(scan: Scan): boolean {
  const code = scan.source.charCodeAt(scan.at);
  return code <= 62 || code === 91;
}

function blockContainer(kind: "quote" | "note", start: number): Container {
  return { kind, size: 0, marker: 0, ordered: false, startsBlank: false, spent: false, span: undefined, bullet: start, startsWithCode: false };
}

function pushContainer(scan: Scan, container: Container): void {
  if (container.kind !== "item") {
    container.span = addOpaque(scan, container.bullet);
    scan.hidden++;
  } else if (scan.hidden === 0) {
    const { startsWithCode } = container;
    container.span = addItem(scan, itemAt(scan.source, container.bullet, scan.lineEnd, { depth: scan.stack.length, startsWithCode }));
  }
  scan.stack.push(container);
}

/** `>` and one column of blanks. */
function readQuote(scan: Scan): boolean {
  skipColumns(scan, 3);
  if (scan.pad > 0 || scan.source.charCodeAt(scan.at) !== 62) return false;
  skipVisible(scan, 1);
  skipColumns(scan, 1);
  return true;
}

/** `[^label]:` and all blanks after it. */
function readNote(scan: Scan): boolean {
  const { source, at, lineEnd } = scan;
  if (source.charCodeAt(at + 1) !== 94) return false;
  let close = at + 2;
  while (close < lineEnd && source.charCodeAt(close) !== 93) {
    const code = source.charCodeAt(close);
    if (code === 91 || isBlankCode(code)) return false;
    const next = source.charCodeAt(close + 1);
    close += code === 92 && next >= 91 && next <= 93 ? 2 : 1;
  }
  if (close >= lineEnd || close === at + 2 || close - at > 1002 || source.charCodeAt(close + 1) !== 58) return false;
  skipVisible(scan, close + 2 - at);
  skipColumns(scan, Infinity);
  return true;
}

/** A bullet and the blanks after it, which count as indentation where they are at most four columns. */
function readBullet(scan: Scan, indent: number, interrupts: boolean): Container | undefined {
  const { source, at } = scan;
  if (scan.pad > 0) return undefined;
  const first = source.charCodeAt(at);
  const ordered = isDigit(first);
  const length = ordered ? numberLength(source, at, interrupts) : 1;
  if (length === 0 || (!ordered && first !== 42 && first !== 43 && first !== 45)) return undefined;
  if ((first === 42 || first === 45) && isBreak(scan)) return undefined;
  const marker = source.charCodeAt(at + length - 1);
  skipVisible(scan, length);
  const base: Container = { ...blockContainer("quote", at), kind: "item", ordered, marker };
  if (isRestBlank(scan)) return interrupts ? undefined : { ...base, size: indent + length + 1, startsBlank: true };
  const afterMarker = placeOfScan(scan);
  const blanks = skipColumns(scan, 4);
  if (blanks === 0) return undefined;
  if (!isAtBlank(scan)) return { ...base, size: indent + length + blanks };
  goBack(scan, afterMarker);
  skipColumns(scan, 1);
  return { ...base, size: indent + length + 1, startsWithCode: true };
}

/** What ended a run of bullets once ends it for each of them: `- - - … a` is read in one go, not once for every bullet. */
function isBreak(scan: Scan): boolean {
  const { source, at, lineEnd, noBreak } = scan;
  if (noBreak.marker === source.charCodeAt(at) && at >= noBreak.start && at < noBreak.end) return false;
  if (isThematicBreak(source, at, lineEnd)) return true;
  noBreak.marker = source.charCodeAt(at);
  noBreak.start = at;
  noBreak.end = at;
  while (source.charCodeAt(noBreak.end) === noBreak.marker || isBlankCode(source.charCodeAt(noBreak.end))) noBreak.end++;
  return false;
}

/** A number of at most nine digits and `.` or `)`; one that interrupts a paragraph is 1. Returns 0 for none. */
function numberLength(source: string, start: number, interrupts: boolean): number {
  let at = start;
  while (isDigit(source.charCodeAt(at))) at++;
  const digits = at - start;
  const close = source.charCodeAt(at);
  if (digits > 9 || (close !== 46 && close !== 41)) return 0;
  if (interrupts && (digits !== 1 || source.charCodeAt(start) !== 49)) return 0;
  return digits + 1;
}

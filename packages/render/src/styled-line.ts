import stringWidth from "string-width";
import type { Paint, Style } from "./paint.js";

/** A piece of a line of a terminal: plain text, with how it is shown. */
export type Span = string | readonly [style: Style, text: string];

/** Puts a line of a terminal together: cut to a number of columns, a cut one ends in `…`. The pieces hold no sequences of their own. */
export function styledLine(spans: readonly Span[], columns: number, paint: Paint): string {
  let left = columns;
  const shown: string[] = [];
  for (const [at, span] of spans.entries()) {
    const [style, text] = typeof span === "string" ? [undefined, span] : span;
    const isLast = spans.slice(at + 1).every((next) => (typeof next === "string" ? next : next[1]) === "");
    const fitting = fitColumns(text, left, isLast ? left : left - 1);
    shown.push(style === undefined || fitting === "" ? fitting : paint(style, fitting));
    if (fitting !== text) break;
    left -= stringWidth(text);
  }
  return shown.join("");
}

/** How many columns of a terminal a line takes; sequences that colour it take none. */
export function columnsOf(line: string): number {
  return stringWidth(line);
}

const SEGMENTER = new Intl.Segmenter();

/** Cuts a text to a number of columns; one that is wider than `most` is cut and ends in `…`. Whole characters only, as people see them. */
function fitColumns(text: string, columns: number, most = columns): string {
  if (columns <= 0) return "";
  // A mark on a mark on a mark takes no column, and as many may come as somebody likes.
  const bounded = text.slice(0, columns * 8);
  if (bounded === text && stringWidth(text) <= most) return text;
  let [width, fitting] = [0, ""];
  for (const { segment } of SEGMENTER.segment(bounded)) {
    width += stringWidth(segment);
    if (width > columns - 1) break;
    fitting += segment;
  }
  return `${fitting.trimEnd()}…`;
}

import { h, type Markup } from "./preact.js";

/** Characters of one line; what is longer is cut, with the whole behind a fold. */
const LINE = 240;

/** Characters that are shown of any text: behind them the file or the log itself is the place to read on. */
const MOST = 4_000;

/** Blanks but the one; a line's end is one of them. */
const BLANKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls but the end of a line, marks that turn the direction of what follows, characters that show nothing, and halves of characters. */
const UNSEEN = /(?:[^\P{Cc}\n]|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff])+/gu;

const PLAIN = /^[\x20-\x7e…–]*$/;

/** A text in one line for an attribute or a chart: what cannot be seen is named, the rest is cut. */
export function plainLine(text: string, most = LINE): string {
  return cut(text, most).replace(BLANKS, " ").replace(UNSEEN, nameOf);
}

/** A text of somebody else in one line: isolated in its direction, what cannot be seen marked, cut where it is too long. */
export function line(text: string, most = LINE): Markup {
  const shown = cut(text, most).replace(BLANKS, " ");
  // Letters of this page's own direction move nothing: most texts are, and pages of thousands load faster without an element around each.
  return PLAIN.test(shown) ? shown : h("bdi", null, marked(shown));
}

/** As {@link line}, with the whole text behind a fold where it was cut; for places that may hold blocks. */
export function wholeLine(text: string, most = LINE): Markup {
  if (text.length <= most) return line(text, most);
  const rest = text.length > MOST ? h("p", { class: "note" }, `The first ${String(MOST)} of ${String(text.length)} characters.`) : undefined;
  return h("details", { class: "more" }, h("summary", null, line(text, most)), h("p", { class: "whole", dir: "auto", tabindex: 0 }, marked(cut(text, MOST))), rest);
}

/** Cut before anything else looks at it: a line of a megabyte costs no more than what is shown of it. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function marked(text: string): Markup[] {
  const parts: Markup[] = [];
  let from = 0;
  for (const found of text.matchAll(UNSEEN)) {
    parts.push(text.slice(from, found.index), h("span", { class: "unseen" }, nameOf(found[0])));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

/** The names of some characters, at most eight: a line of nothing else would say no more. */
function nameOf(characters: string): string {
  const each = Array.from(characters);
  return each.length > 8 ? `${each.slice(0, 8).map(nameOfOne).join("")}… (${String(each.length)} unseen characters)` : each.map(nameOfOne).join("");
}

/** `␛` for a control that has a picture, `⟨U+202E⟩` for the others. */
function nameOfOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

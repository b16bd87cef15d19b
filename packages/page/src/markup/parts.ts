import { h, type Markup } from "./preact.js";
import { plainLine } from "./shown-text.js";

/** A part of the page with its heading, which the list of contents leads to. */
export function section(id: string, title: string, ...children: readonly Markup[]): Markup {
  return h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...children);
}

/** A table with a heading for each column; on a narrow screen it scrolls, also by keyboard. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Markup[])[], numeric: readonly number[] = []): Markup {
  const of = (at: number): string | undefined => (numeric.includes(at) ? "number" : undefined);
  return h("div", { class: "scrolls", role: "group", "aria-label": caption, tabindex: 0 }, h("table", null,
    h("caption", null, caption),
    h("thead", null, h("tr", null, columns.map((column, at) => h("th", { scope: "col", class: of(at) }, column)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((cell, at) => (at === 0 ? h("th", { scope: "row", class: of(at) }, cell) : h("td", { class: of(at) }, cell))))))));
}

/** What is folded away until somebody wants it. */
export function fold(key: string, summary: Markup, ...children: readonly Markup[]): Markup {
  return h("details", { "data-key": keyOf("fold", key) }, h("summary", null, summary), ...children);
}

/** Names an element for the live page, which knows it again by this whatever comes before it. */
export function keyOf(kind: string, name: string): string {
  return `${kind}-${plainLine(name, 80)}`;
}

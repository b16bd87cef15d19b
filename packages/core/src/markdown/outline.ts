import type { Range } from "../text/range.js";

/** A heading at the top level of a document (not one inside a list or a quotation). */
export interface Heading {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  /** From the first `#` (or the first character of a setext heading) to the end of its last line. */
  readonly range: Range;
  /** The title as it stands in the source: without the hashes and the blanks around it. */
  readonly text: Range;
}

/** A checkbox of a list item as it stands in the source: any single character may stand in the brackets. */
export interface Checkbox {
  /** The three characters `[x]`. */
  readonly range: Range;
  /** The character in the brackets. */
  readonly mark: string;
}

/** An item of a list, at any depth of lists, but not inside a quotation. */
export interface ListItem {
  /** `-`, `*`, `+`, `1.` or `1)`. */
  readonly bullet: Range;
  readonly ordered: boolean;
  /** 0 for an item of an outermost list. */
  readonly depth: number;
  /** Present where the content starts with `[`, one character, `]`, and then a blank or the end of the line. */
  readonly checkbox: Checkbox | undefined;
  /** The first line's content after bullet and checkbox, without blanks around it; empty where there is none. */
  readonly content: Range;
  /** From the bullet to the end of the last line that belongs to the item. */
  readonly range: Range;
}

/** One row of a table; the cells are without pipes and without the blanks around them. */
export interface TableRow {
  readonly range: Range;
  readonly cells: readonly Range[];
}

/** A GFM table at the top level of a document; the delimiter row is not among the rows. */
export interface Table {
  readonly range: Range;
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

/**
 * What DGS needs to know of a markdown document's structure, in document order.
 *
 * Made from the tree (`treeOutline`) or, much faster, from the lines (`scanOutline`): both say the same.
 */
export interface Outline {
  /** The YAML front matter with its two fences, at the very start of the document. */
  readonly frontMatter: Range | undefined;
  readonly headings: readonly Heading[];
  readonly items: readonly ListItem[];
  readonly tables: readonly Table[];
  /** HTML blocks at the top level: comments, `<details>` and the like. */
  readonly html: readonly Range[];
  /**
   * Where text is not prose: front matter, fenced and indented code, HTML blocks (comments), quotations, footnotes;
   * at any depth of lists; sorted; from the start of the line where only blanks stand before the block.
   */
  readonly opaque: readonly Range[];
}

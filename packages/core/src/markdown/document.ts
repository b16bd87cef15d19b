import type { Root } from "mdast";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Range } from "../text/range.js";
import { findFrontMatter } from "./front-matter-range.js";
import { markLength } from "./span.js";

/** A text and its tree; read a node's place with {@link rangeOf} only. */
export interface MarkdownDocument {
  readonly source: string;
  readonly tree: Root;
  /** What is to be added to every offset of the tree: 1 after a byte order mark, which the parser drops. */
  readonly shift: 0 | 1;
}

/**
 * Parses a text as GFM with YAML front matter. Slow: some 0.3–1 MB/s.
 *
 * The front matter plugin is left out where no front matter is closed: while it looks for the end, it hides
 * every list of the document.
 */
export function parseMarkdown(source: string): MarkdownDocument {
  const parser = unified().use(remarkParse).use(remarkGfm);
  if (findFrontMatter(source) !== undefined) parser.use(remarkFrontmatter);
  return { source, tree: parser.parse(source), shift: markLength(source) };
}

/** What a node of a tree says of its place. */
export interface Placed {
  readonly position?: { readonly start: { readonly offset?: number | undefined }; readonly end: { readonly offset?: number | undefined } } | undefined;
}

/** Returns where a node stands in the original text; undefined for a node that the parser made up. */
export function rangeOf(document: MarkdownDocument, node: Placed): Range | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return undefined;
  return { start: start + document.shift, end: end + document.shift };
}

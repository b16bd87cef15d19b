import type { HtmlStart } from "./html-block.js";
import { readHtmlStart } from "./html-block.js";
import type { Fence } from "./line-kind.js";
import { isThematicBreak, readOpeningFence } from "./line-kind.js";
import { readHashHeading } from "./outline-heading.js";
import type { Heading } from "./outline.js";

/** A block that a line starts whatever came before it. */
export type BlockStart =
  | { readonly kind: "heading"; readonly heading: Heading }
  | { readonly kind: "break" }
  | { readonly kind: "html"; readonly html: HtmlStart }
  | { readonly kind: "fence"; readonly fence: Fence };

const thematicBreak: BlockStart = { kind: "break" };

/** Reads the block that starts at the first visible character of a line; undefined where the line is plain text. */
export function readBlockStart(source: string, start: number, lineEnd: number): BlockStart | undefined {
  switch (source.charCodeAt(start)) {
    case 35: {
      const heading = readHashHeading(source, start, lineEnd);
      return heading && { kind: "heading", heading };
    }
    case 42:
    case 45:
    case 95:
      return isThematicBreak(source, start, lineEnd) ? thematicBreak : undefined;
    case 60: {
      const html = readHtmlStart(source, start, lineEnd);
      return html && { kind: "html", html };
    }
    case 96:
    case 126: {
      const fence = readOpeningFence(source, start, lineEnd);
      return fence && { kind: "fence", fence };
    }
    default:
      return undefined;
  }
}

import type { BlockStart } from "./block-start.js";
import { endsHtml } from "./html-block.js";
import type { Scan } from "./scan-state.js";
import { addOpaque, endLeaf } from "./scan-state.js";

/** Starts the block that was read at an offset of the line, and ends it where the same line does. */
export function openBlock(scan: Scan, at: number, start: BlockStart): void {
  switch (start.kind) {
    case "heading":
      if (scan.stack.length === 0) scan.headings.push(start.heading);
      break;
    case "html": {
      const span = addOpaque(scan, at);
      if (span !== undefined && scan.stack.length === 0) scan.html.push(span);
      scan.leaf = { kind: "html", html: start.html.kind, span };
      if (endsHtml(scan.source, start.html.from, scan.lineEnd, start.html.kind)) closeLeaf(scan);
      break;
    }
    case "fence":
      scan.leaf = { kind: "fence", fence: start.fence, span: addOpaque(scan, at) };
      break;
    case "break":
  }
}

/** Ends the open leaf with the line that is read. */
export function closeLeaf(scan: Scan): void {
  scan.lastEnd = scan.lineEnd;
  endLeaf(scan);
}

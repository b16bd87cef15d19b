import type { Outline } from "../markdown/outline.js";
import type { Range } from "../text/range.js";
import { quote, type Finding } from "./problems.js";
import type { RoadmapHeading } from "./roadmap-headings.js";

const WITHOUT_BLANK = /^ {0,3}#{1,6}(?:\*\*)?Phase\s+\d[^\r\n]{0,200}/gim;
const IN_HTML = /^[ \t]*(?:#{1,6}[ \t]+|[-*+] \[.\] )(?:\*\*)?Phase\s+\d[^\r\n]{0,200}/gim;

/** Reports lines that look like a phase and are none for markdown, or none for other tools: never passed over in silence. */
export function reportUnreadPhases(source: string, outline: Outline, headings: readonly RoadmapHeading[], findings: Finding[]): void {
  for (const { type, heading, text } of headings) {
    if (type !== "unread") continue;
    findings.push({ code: "phase-heading-unread", offset: heading.range.start, message: `The heading ${quote(text)} looks like a phase but is not read as one.`, remedy: "Write it like ### Phase 5: Name, with a colon after the number." });
  }
  for (const match of source.matchAll(WITHOUT_BLANK)) {
    if (isOpaque(outline.opaque, match.index)) continue;
    findings.push({ code: "phase-heading-unread", offset: match.index, message: `${quote(match[0])} is no heading, for want of a blank after the hashes.`, remedy: "Put a blank between the hashes and the word Phase." });
  }
  for (const block of outline.html) {
    const html = source.slice(block.start, block.end);
    if (html.startsWith("<!--")) continue;
    for (const match of html.matchAll(IN_HTML)) {
      findings.push({ code: "phase-in-html", offset: block.start + match.index, message: `${quote(match[0])} is part of a block of HTML and is not read.`, remedy: "Leave a blank line after the <summary> line." });
    }
  }
}

function isOpaque(opaque: readonly Range[], offset: number): boolean {
  let [low, high] = [0, opaque.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((opaque[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (opaque[low]?.start ?? Infinity) <= offset;
}

import { outlineOf } from "../markdown/outline-of.js";
import { sectionBody } from "../markdown/section.js";
import { findTags } from "../markdown/tags.js";
import { leadsOut } from "../planning/named-files.js";
import { type Finding, quote } from "../planning/problems.js";
import type { Range } from "../text/range.js";

/** The parts of a document by the words of its headings of the second level, in lower case and without marks; a title that is there twice counts once, as the first. */
export function sectionsOf(source: string): ReadonlyMap<string, Range> {
  const outline = outlineOf(source);
  const sections = new Map<string, Range>();
  for (const heading of outline.headings) {
    const title = source.slice(heading.text.start, heading.text.end).replace(/[*_`]/g, "").trim().toLowerCase();
    if (heading.level === 2 && !sections.has(title)) sections.set(title, sectionBody(source, outline, heading));
  }
  return sections;
}

/** Says of which parts a document has no heading of the second level. */
export function missingSections(source: string, titles: readonly string[]): Finding[] {
  const sections = sectionsOf(source);
  return titles.filter((title) => !sections.has(title.toLowerCase())).map((title) => ({ code: "result-section-missing", offset: undefined, message: `There is no part \`## ${title}\`.`, remedy: "Write it, as the example shows." }));
}

/** A part between tags, `<decisions>…</decisions>`; `undefined` where it is not there. */
export function taggedPart(source: string, name: string): Range | undefined {
  return findTags(source, name)[0]?.inner;
}

/** Says which paths in backticks lead out of the repository, in a part that names files. */
export function pathsOutside(source: string, part: Range): Finding[] {
  const findings: Finding[] = [];
  for (const match of source.slice(part.start, part.end).matchAll(/`([^`\r\n]+)`/g)) {
    const [, path = ""] = match;
    if (!leadsOut(path) || /\s/.test(path)) continue;
    findings.push({ code: "result-path-outside", offset: part.start + match.index + 1, message: `${quote(path)} lies outside of the repository.`, remedy: "Name files inside of it, relative to its top folder." });
  }
  return findings;
}

/** The ids of decisions in a part, each with its place: `**D-01:** …`. */
export function decisionsIn(source: string, part: Range): readonly { readonly id: string; readonly at: number; readonly text: string }[] {
  const found: { readonly id: string; readonly at: number; readonly text: string }[] = [];
  let at = part.start;
  for (const line of source.slice(part.start, part.end).split("\n")) {
    const match = /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[^\]]\][ \t]+)?\**(D-\d{1,4}[a-z]?)\b/i.exec(line);
    if (match?.[1] !== undefined) found.push({ id: match[1].toUpperCase(), at: at + match[0].length - match[1].length, text: line.trim() });
    at += line.length + 1;
  }
  return found;
}

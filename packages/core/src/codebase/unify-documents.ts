import { outlineOf } from "../markdown/outline-of.js";
import type { Heading } from "../markdown/outline.js";
import { applyEdits, type TextEdit } from "../text/edit.js";

/** The document of one repo, without its front matter. */
export interface DocumentOfRepo {
  readonly repo: string;
  readonly body: string;
}

/**
 * Makes one document of those of several repos: a section each, headings one level further down, all else as it is. What stands in fences, quotations and lists stays.
 * @param title What the document is about: `Stack`.
 */
export function unifyDocuments(title: string, documents: readonly DocumentOfRepo[]): string {
  return [`# ${title}`, ...documents.map(sectionOf)].join("\n\n");
}

function sectionOf({ repo, body }: DocumentOfRepo): string {
  const source = body.trimEnd();
  const { headings } = outlineOf(source);
  // The first title says what the document is about, which the whole says already: the repo's name comes in its place.
  const [first] = headings;
  const isTitled = first !== undefined && first.level === 1 && source.slice(0, first.range.start).trim() === "";
  const edits = headings.map((heading, index): TextEdit => (index === 0 && isTitled ? { ...heading.range, text: `## ${repo}` } : demote(source, heading)));
  const text = closed(applyEdits(source, edits));
  return isTitled ? text.trimStart() : `## ${repo}\n\n${text.trimStart()}`.trimEnd();
}

function demote(source: string, { level, range, text }: Heading): TextEdit {
  if (level === 6) return { start: range.start, end: range.start, text: "" };
  if (source.charAt(range.start) === "#") return { start: range.start, end: range.start, text: "#" };
  return { ...range, text: `${"#".repeat(level + 1)} ${source.slice(text.start, text.end).split(/\s*[\r\n]+\s*/).join(" ")}` };
}

/** A fence or a comment that is not closed would swallow the sections behind it: it is closed here. */
function closed(text: string): string {
  const fences = [...text.matchAll(/^[ \t>]{0,3}(`{3,}|~{3,})/gm)].map(([, fence = ""]) => fence).sort((a, b) => b.length - a.length);
  const [backticks, tildes] = [fences.find((fence) => fence.startsWith("`")), fences.find((fence) => fence.startsWith("~"))];
  const ends = ["", ...[backticks, tildes, "-->", "?>", "]]>", "</script>", "</style>", "</pre>", "</textarea>"].flatMap((end) => (end === undefined ? [] : [`\n${end}`]))];
  const end = ends.find((each) => endsOpen(text + each));
  return text + (end ?? "");
}

function endsOpen(text: string): boolean {
  const probe = `${text}\n\n# `;
  return outlineOf(`${probe}x\n`).headings.some(({ range }) => range.start === probe.length - 2);
}

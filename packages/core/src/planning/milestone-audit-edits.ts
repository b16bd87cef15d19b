import { readFrontMatter } from "../markdown/front-matter.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { lineEndAt, lineStartAt, markLength } from "../markdown/span.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";
import { auditFacts, auditSections, type NewMilestoneAudit, renderFact } from "./milestone-audit-render.js";

/**
 * The edits that make an audit that is there say what a new one found: the keys of the front matter and the sections that an audit writes are
 * replaced, what is missing of them is added. Other keys, other headings and all that stands below them stay, byte for byte.
 *
 * `undefined` where nobody can tell where the front matter, or a fence that the file ends in, is over.
 */
export function milestoneAuditEdits(source: string, audit: NewMilestoneAudit): readonly TextEdit[] | undefined {
  const ending = lineEndingOf(source);
  const front = frontEdits(source, audit, ending);
  const sections = sectionEdits(source, audit, ending);
  return front === undefined || sections === undefined ? undefined : [...front, ...sections];
}

function frontEdits(source: string, audit: NewMilestoneAudit, ending: string): readonly TextEdit[] | undefined {
  const { range, isUnclosed, entries, overruled } = readFrontMatter(source);
  if (isUnclosed) return undefined;
  const facts = auditFacts(audit).map((fact) => ({ key: fact[0], text: renderFact(fact).replaceAll("\n", ending) }));
  if (range === undefined) {
    const start = markLength(source);
    return [{ start, end: start, text: ["---", ...facts.map(({ text }) => text), "---", "", ""].join(ending) }];
  }
  const close = lineStartAt(source, range.end);
  const keys = new Set(facts.map(({ key }) => key));
  return [
    ...facts.map(({ key, text }): TextEdit => {
      const entry = entries.get(key);
      return entry === undefined ? { start: close, end: close, text: `${text}${ending}` } : { ...entry.range, text };
    }),
    // A key that stands there twice would make readers disagree.
    ...overruled.filter(({ key }) => keys.has(key)).map(({ range: old }): TextEdit => ({ ...old, text: "" })),
  ];
}

/**
 * A section ends at the next heading of any level: a heading that a person puts into it is theirs, with all that follows. Of what stands in it the
 * audit's are the lines at its start that look like its own; from the first other line on it is a person's, and stays.
 */
function sectionEdits(source: string, audit: NewMilestoneAudit, ending: string): readonly TextEdit[] | undefined {
  const outline = outlineOf(source);
  const missing: string[] = [];
  const edits = auditSections(audit).flatMap(({ title, lines }): TextEdit[] => {
    const heading = findSection(source, outline, title);
    if (heading !== undefined) return [replaceOwn(source, outline, heading, lines, ending)];
    missing.push([`## ${title}`, "", ...lines].join(ending));
    return [];
  });
  if (missing.length === 0) return edits;
  const at = placeForNew(source, ending);
  if (at === undefined) return undefined;
  const text = missing.join(`${ending}${ending}`);
  if (at < source.length) return [...edits, { start: at, end: at, text: `${text}${ending}${ending}` }];
  const lead = edits.some(({ end }) => end === source.length) ? ending : leadOf(source, ending);
  return [...edits, { start: at, end: at, text: `${lead}${text}${ending}` }];
}

function findSection(source: string, { headings }: Outline, title: string): Heading | undefined {
  return headings.find(({ level, text }) => level === 2 && source.slice(text.start, text.end).toLowerCase() === title.toLowerCase());
}

function replaceOwn(source: string, { headings }: Outline, heading: Heading, lines: readonly string[], ending: string): TextEdit {
  const start = lineEndAt(source, heading.range.end);
  const next = headings.find(({ range }) => range.start > heading.range.start);
  const end = next === undefined ? source.length : Math.max(start, lineStartAt(source, next.range.start));
  const foreign = linesOf(source, start, end).find((line) => !/^(?:[ \t]*|\||- .*|>.*|\|.*|None\.[ \t]*)$/.test(source.slice(line.start, line.end)));
  const text = [ending, ...lines.flatMap((line) => [ending, line])].join("");
  if (foreign !== undefined) return { start, end: foreign.start, text: `${text}${ending}${ending}` };
  return { start, end, text: `${text}${ending}${next === undefined ? "" : ending}` };
}

/** Sections that are missing go to the end; where that is inside of a fence or a comment that nobody closed, before the first heading. */
function placeForNew(source: string, ending: string): number | undefined {
  const probe = `${source}${leadOf(source, ending)}## Probe${ending}`;
  const found = outlineOf(probe).headings.some(({ range }) => range.start >= source.length);
  const first = outlineOf(source).headings[0];
  return found ? source.length : first === undefined ? undefined : Math.max(markLength(source), lineStartAt(source, first.range.start));
}

function leadOf(source: string, ending: string): string {
  return source === "" || /(?:^|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(source) ? "" : /[\r\n]$/.test(source) ? ending : `${ending}${ending}`;
}

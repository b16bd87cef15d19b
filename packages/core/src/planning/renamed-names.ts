import { samePhase, phaseKey, parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Outline } from "../markdown/outline.js";
import type { TextEdit } from "../text/edit.js";
import { findPhaseText } from "./plan-number.js";
import { type Renumbering, respell, respellInName } from "./renumbering.js";

/** Names that changed, old to new: of folders, files and plans. */
export type RenamedNames = ReadonlyMap<string, string>;

/** Returns the new name of something that is named after a phase (`06-security`, `06-01-PLAN.md`, `CK-6-CONTEXT.md`); the same where the phase keeps its number. */
export function renamedName(name: string, phase: PhaseNumber, { numbers }: Pick<Renumbering, "numbers">): string {
  const next = numbers.get(phaseKey(phase));
  const [spelled] = /^(?:[A-Za-z][A-Za-z0-9_]*-)?\d{1,6}[A-Za-z]?(?:\.\d{1,6})*(?=-|$)/.exec(name) ?? [];
  const number = spelled === undefined ? undefined : parsePhaseNumber(spelled);
  if (next === undefined || spelled === undefined || number === undefined || !samePhase(number, phase)) return name;
  return `${respellInName(spelled, next)}${name.slice(spelled.length)}`;
}

/**
 * Returns the edits that put new names in the place of old ones wherever a text names them: paths, ids of plans and of their tasks. Only whole names count, so that no date and no
 * number is one; code is left alone.
 */
export function renamedNamesEdits(source: string, outline: Outline, names: RenamedNames): TextEdit[] {
  if (names.size === 0) return [];
  const longest = [...names.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_.-])(?:${longest.join("|")})(?![\\p{L}\\p{N}_]|\\.\\d|-(?:19|20)\\d\\d)`, "gu");
  const code = outline.opaque.filter((block) => block !== outline.frontMatter && !isFrontMatter(outline, block));
  return [...source.matchAll(pattern)].flatMap(({ 0: name, index }): TextEdit[] => {
    const text = names.get(name);
    return text === undefined || code.some(({ start, end }) => start <= index && end > index) ? [] : [{ start: index, end: index + name.length, text }];
  });
}

function isFrontMatter({ frontMatter }: Outline, block: { readonly start: number; readonly end: number }): boolean {
  return frontMatter !== undefined && block.start === frontMatter.start;
}

/** Returns the edit that renumbers the title of a phase's document: `# Phase 6: Security - Context`. */
export function renumberTitleEdits(source: string, outline: Outline, phase: PhaseNumber, { numbers }: Pick<Renumbering, "numbers">): TextEdit[] {
  const title = outline.headings.find(({ level }) => level === 1)?.text;
  const next = numbers.get(phaseKey(phase));
  if (title === undefined || next === undefined) return [];
  const text = source.slice(title.start, title.end);
  const found = /^phase\s/i.test(text) ? findPhaseText(text) : undefined;
  if (found === undefined || !samePhase(found.phase, phase)) return [];
  return [{ start: title.start + found.start, end: title.start + found.end, text: respell(text.slice(found.start, found.end), next) }];
}

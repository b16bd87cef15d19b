import { parsePhaseNumber, phaseKey, type PhaseNumber } from "../ids/phase-number.js";
import type { Range } from "../text/range.js";

const ONE = "(?:[A-Z][A-Z0-9_]*-)?\\d{1,6}[A-Za-z]?(?:\\.\\d{1,6})*(?![\\w.]*\\d)";
const JOINT = "\\s*(?:,?\\s*(?:and|&|\\+|und)\\s*|,\\s*|-|–|—|\\.\\.|\\bto\\b|\\bthrough\\b)\\s*(?:Phases?\\s+)?";
const AFTER_WORD = new RegExp(`\\bPhases?\\s+(${ONE}(?:${JOINT}${ONE})*)`, "gi");
const BARE = new RegExp(`^${ONE}(?:${JOINT}${ONE})*$`, "i");
const MEMBER = new RegExp(`(${ONE})(?:\\s*(?:-|–|—|\\.\\.|\\bto\\b|\\bthrough\\b)\\s*(?:Phases?\\s+)?(${ONE}))?`, "gi");
const NUMBER = new RegExp(`(?<![\\w.])${ONE}`, "gi");
const LONGEST_RANGE = 1000;

/**
 * Returns the phases that a sentence names, in order and each once: `Phase 5, Phase 5.1`, `Phases 1-3`, `4, 5`.
 *
 * Ranges are counted out; a year in a remark, a version or a number without the word "Phase" is not a phase,
 * unless the text is nothing but numbers.
 */
export function phasesIn(text: string): PhaseNumber[] {
  const plain = text.replace(/<!--[\s\S]*?-->/g, " ").replace(/\b\d{4}-\d\d-\d\d\S*/g, " ").replace(/[*_`[\]]/g, "").replace(/\s+/g, " ");
  const found = new Map<string, PhaseNumber>();
  const take = (list: string): void => {
    for (const match of list.matchAll(MEMBER)) for (const phase of countOut(match[1] ?? "", match[2])) found.set(phaseKey(phase), phase);
  };
  for (const match of plain.matchAll(AFTER_WORD)) take(match[1] ?? "");
  const bare = plain.replace(/\([^)]*\)/g, "").trim();
  if (found.size === 0 && BARE.test(bare)) take(bare);
  return [...found.values()];
}

/** A place in a text that names a phase by its number. */
export interface PhaseReference extends Range {
  readonly phase: PhaseNumber;
}

/**
 * Finds where a text names phases, each number on its own, both ends of a range included, by the rules of {@link phasesIn}: dates, comments and numbers
 * without the word "Phase" are none, unless the text is nothing but numbers.
 */
export function phaseReferences(text: string): readonly PhaseReference[] {
  const blank = (found: string): string => " ".repeat(found.length);
  // What is no reference is blanked out, so that the places stay those of the text.
  const plain = text.replace(/<!--[\s\S]*?-->|\b\d{4}-\d\d-\d\d\S*|[*_`[\]]/g, blank);
  const lists = [...plain.matchAll(AFTER_WORD)].map((match) => ({ at: match.index + match[0].length - (match[1] ?? "").length, list: match[1] ?? "" }));
  const bare = plain.replace(/\([^)]*\)/g, blank);
  if (lists.length === 0 && BARE.test(bare.trim())) lists.push({ at: 0, list: bare });
  return lists.flatMap(({ at, list }) => [...list.matchAll(NUMBER)].flatMap(({ 0: spelled, index }): PhaseReference[] => {
    const phase = isYear(spelled) ? undefined : parsePhaseNumber(spelled);
    return phase === undefined ? [] : [{ start: at + index, end: at + index + spelled.length, phase }];
  }));
}

function countOut(from: string, to: string | undefined): PhaseNumber[] {
  if (to === undefined) return isYear(from) ? [] : numbers(from);
  const [first, last] = [Number(from), Number(to)];
  if (!Number.isInteger(first) || !Number.isInteger(last)) return [...numbers(from), ...numbers(to)];
  if (last < first || last - first > LONGEST_RANGE || isYear(from)) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => numbers(String(first + i))).flat();
}

function numbers(text: string): PhaseNumber[] {
  const phase = parsePhaseNumber(text);
  return phase === undefined ? [] : [phase];
}

function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text);
}

import { phaseKey, type PhaseNumber, parsePhaseNumber, samePhase } from "../ids/phase-number.js";
import type { TextEdit } from "../text/edit.js";
import type { Range } from "../text/range.js";
import { type PhaseReference, phaseReferences } from "./phase-list.js";
import { type Renumbering, respell } from "./renumbering.js";

/**
 * Returns the edits that renumber what a short text names: the value of a field, a cell. What names the removed phase names what takes its place instead, or goes.
 *
 * @param instead What stands for the removed phase; their numbers are the old ones.
 * @param nothing What is written where no phase is left.
 */
export function referenceEdits(source: string, place: Range, renumbering: Renumbering, { instead = [], nothing = "Nothing" }: { readonly instead?: readonly PhaseNumber[]; readonly nothing?: string } = {}): TextEdit[] {
  const text = source.slice(place.start, place.end);
  const found = phaseReferences(text);
  const keys = new Set(found.map(({ phase }) => phaseKey(phase)));
  const substitutes = instead.filter((phase) => !keys.has(phaseKey(phase)));
  return found.flatMap((reference, index): TextEdit[] => {
    const edit = editOf(text, { found, index, reference }, renumbering, { substitutes, nothing });
    return edit === undefined ? [] : [{ start: place.start + edit.start, end: place.start + edit.end, text: edit.text }];
  });
}

interface Named {
  readonly found: readonly PhaseReference[];
  readonly index: number;
  readonly reference: PhaseReference;
}

function editOf(text: string, { found, index, reference }: Named, { removed, numbers }: Renumbering, { substitutes, nothing }: { readonly substitutes: readonly PhaseNumber[]; readonly nothing: string }): TextEdit | undefined {
  const { start, end, phase } = reference;
  const spelled = text.slice(start, end);
  const numberOf = (each: PhaseNumber): string => respell(spelled, numbers.get(phaseKey(each)) ?? each);
  if (!samePhase(phase, removed)) return numbers.has(phaseKey(phase)) ? { start, end, text: numberOf(phase) } : undefined;
  const [before, after] = [found[index - 1], found[index + 1]];
  // The next phase has the number now that a range begins with.
  if (after !== undefined && isRange(text.slice(end, after.start))) return undefined;
  if (before !== undefined && isRange(text.slice(before.end, start))) return { start, end, text: respell(spelled, parsePhaseNumber(String(Number(removed) - 1)) ?? removed) };
  if (substitutes.length > 0) return { start, end, text: substitutes.map(numberOf).join(/phase/i.test(text) ? ", Phase " : ", ") };
  if (before !== undefined) return { start: before.end, end, text: "" };
  if (after !== undefined) return { start: wordStart(text, after.start) === after.start ? start : wordStart(text, start), end: wordStart(text, after.start), text: "" };
  return { start: wordStart(text, start), end, text: nothing };
}

function isRange(joint: string): boolean {
  return /^\s*(?:-|–|—|\.\.|to\b|through\b)\s*(?:Phases?\s+)?$/i.test(joint);
}

/** Where the word "Phase" before a number starts; without one, the number itself. */
function wordStart(text: string, offset: number): number {
  return offset - (/Phases?\s+$/i.exec(text.slice(0, offset))?.[0].length ?? 0);
}

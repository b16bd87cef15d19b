import { comparePhaseNumbers, formatPhaseNumber, isBacklog, isNumericPhase, parsePhaseNumber, phaseKey, type PhaseNumber } from "../ids/phase-number.js";

/** Which number a phase has after another one was removed. */
export interface Renumbering {
  /** The number of the phase that goes; it has none any more. */
  readonly removed: PhaseNumber;
  /** New numbers by the key of the old one (`phaseKey`); a phase that is not there keeps its number. */
  readonly numbers: ReadonlyMap<string, PhaseNumber>;
}

/**
 * Closes the gap that a phase leaves: behind `5`, `6` becomes `5` and `6.1` becomes `5.1`; behind `3.1`, `3.2` becomes `3.1`. Backlog, ids of a project's own, and
 * what stands behind a lettered phase keep their numbers.
 */
export function renumberingAfter(removed: PhaseNumber, phases: readonly PhaseNumber[]): Renumbering {
  const numbers = new Map<string, PhaseNumber>();
  for (const phase of phases) {
    const next = isBacklog(phase) || comparePhaseNumbers(phase, removed) <= 0 ? undefined : shifted(phase, removed);
    if (next !== undefined) numbers.set(phaseKey(phase), next);
  }
  return { removed, numbers };
}

function shifted(phase: PhaseNumber, removed: PhaseNumber): PhaseNumber | undefined {
  if (!isNumericPhase(phase) || !isNumericPhase(removed)) return undefined;
  const dot = removed.lastIndexOf(".");
  const before = removed.slice(0, dot + 1);
  if (!phase.toUpperCase().startsWith(before.toUpperCase())) return undefined;
  // A lettered phase has no number that counts on.
  if (!/^\d+$/.test(removed.slice(dot + 1))) return undefined;
  const counted = /^\d+/.exec(phase.slice(before.length))?.[0];
  return counted === undefined ? undefined : parsePhaseNumber(`${before}${String(Number(counted) - 1)}${phase.slice(before.length + counted.length)}`);
}

/** Spells the new number of a phase as the old one was spelled in a sentence: with a zero in front where that had one, with the project code in front. */
export function respell(spelled: string, number: PhaseNumber): string {
  const { code, digits } = partsOf(spelled);
  return `${code}${/^0\d/.test(digits) ? number : formatPhaseNumber(number)}`;
}

/** Spells it as a name of a file, a folder or a plan had the old one, where two digits are the rule: behind `10-01` comes `09-01`, behind `6-1` comes `5-1`. */
export function respellInName(spelled: string, number: PhaseNumber): string {
  const { code, digits } = partsOf(spelled);
  return `${code}${/^\d(?!\d)/.test(digits) ? formatPhaseNumber(number) : number}`;
}

function partsOf(spelled: string): { readonly code: string; readonly digits: string } {
  const [, code = "", digits = ""] = /^([A-Za-z][A-Za-z0-9_]*-)?(.*)$/.exec(spelled) ?? [];
  return { code, digits };
}

/**
 * The number of a phase in canonical form: `05`, `02.1`, `12A`, `12A.1.2`; a free-form id (`SETUP`) stays as it is.
 *
 * Padded and unpadded spellings of one phase are one `PhaseNumber`; `2.1` and `2.10` are two. (formats.md 2.1)
 */
export type PhaseNumber = string & { readonly __phaseNumber: true };

/**
 * How a project names its phases: by numbers, with or without a project code in front (`CK-05` is `05`), or by
 * ids of its own (`AUTH-101` and `DB-101` are two phases). From the configuration's `phase_naming`.
 */
export type PhaseNaming = "sequential" | "custom";

interface Parts {
  readonly integer: number;
  readonly letter: string;
  readonly decimals: readonly number[];
}

const NUMERIC = /^(?:([A-Za-z][A-Za-z0-9_]{0,15})-)?(\d{1,6})([A-Za-z])?((?:\.\d{1,6})*)$/;
const FREE = /^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/;

/** Returns the phase number that a text spells, with or without padding and project code (`5`, `05`, `CK-05`). */
export function parsePhaseNumber(text: string, naming: PhaseNaming = "sequential"): PhaseNumber | undefined {
  if (/^[1-9]\d{0,5}$/.test(text)) return (text.length === 1 ? `0${text}` : text) as PhaseNumber;
  const match = NUMERIC.exec(text);
  if (match === null) return FREE.test(text) ? (text as PhaseNumber) : undefined;
  const [, code, integer = "", letter = "", decimals = ""] = match;
  if (code !== undefined && naming === "custom") return text as PhaseNumber;
  return `${integer.replace(/^0+(?=\d)/, "").padStart(2, "0")}${letter}${decimals}` as PhaseNumber;
}

/** Returns the number as people write it in a sentence: without padding (`5`, `2.1`). */
export function formatPhaseNumber(phase: PhaseNumber): string {
  return phase.replace(/^0+(?=\d)/, "");
}

function partsOf(phase: PhaseNumber): Parts | undefined {
  const match = isNumericPhase(phase) ? NUMERIC.exec(phase) : null;
  if (match === null) return undefined;
  const [, , integer = "", letter = "", decimals = ""] = match;
  return { integer: Number(integer), letter: letter.toUpperCase(), decimals: decimals.split(".").slice(1).map(Number) };
}

/** Whether a number follows the numeric grammar, and is not an id of a project's own. */
export function isNumericPhase(phase: PhaseNumber): boolean {
  return /^\d/.test(phase);
}

/** Returns a key under which equal phases are equal strings: a letter's case does not count. */
export function phaseKey(phase: PhaseNumber): string {
  return phase.toUpperCase();
}

/** Whether two numbers name one phase: like equality, but a letter's case does not count. */
export function samePhase(a: PhaseNumber, b: PhaseNumber): boolean {
  return a === b || phaseKey(a) === phaseKey(b);
}

/**
 * Orders phases: `9 < 10 < 12 < 12A < 12A.1 < 12B < 13 < 999.1`; free-form ids by their letters, after the numbers.
 * Gives 0 exactly where {@link samePhase} holds: `2.01` and `2.1` are two phases and never tie.
 */
export function comparePhaseNumbers(a: PhaseNumber, b: PhaseNumber): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === undefined || right === undefined) {
    if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
    return compareText(a, b);
  }
  const plain = left.integer - right.integer || (left.letter < right.letter ? -1 : left.letter > right.letter ? 1 : 0);
  if (plain !== 0) return plain;
  for (let i = 0; i < Math.max(left.decimals.length, right.decimals.length); i++) {
    const difference = (left.decimals[i] ?? -1) - (right.decimals[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}

function compareText(a: PhaseNumber, b: PhaseNumber): number {
  const [left, right] = [phaseKey(a), phaseKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a phase is backlog (`999` and up): never counted, never next, never part of a job. */
export function isBacklog(phase: PhaseNumber): boolean {
  return isNumericPhase(phase) && Number.parseInt(phase, 10) >= 999;
}

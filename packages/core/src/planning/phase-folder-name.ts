import { parsePhaseNumber, type PhaseNaming, type PhaseNumber } from "../ids/phase-number.js";

/** How a project writes its phases, from its configuration. */
export interface NamingRules {
  readonly naming: PhaseNaming;
  /** The project code that stands in front of folder names, in any case. */
  readonly code: string | undefined;
}

/** The rules of a project that configures nothing. */
export const DEFAULT_NAMING: NamingRules = { naming: "sequential", code: undefined };

/** What a phase folder's name says. */
export interface PhaseFolderName {
  readonly phase: PhaseNumber;
  /** The rest of the name; empty for a folder that is only a number. */
  readonly slug: string;
  /** Whether the number is spelled in canonical form, so that this folder wins over another of the same phase. */
  readonly canonical: boolean;
  /** Whether the number has more zeros in front than any tool writes. */
  readonly overPadded: boolean;
}

const NUMBERED = /^(?:[A-Z][A-Z0-9_]{0,15}-)?(\d{1,6}[A-Za-z]?(?:\.\d{1,6})*)(?:-(.*))?$/;
const NAMED = /^([A-Z][A-Z0-9_]*(?:-\d+)?)(?:-(.*))?$/;

/**
 * Reads the name of a phase folder: padded or not, decimal, lettered, with a project code, with or without slug.
 *
 * A code that is not configured must be in capitals, or `phase-1-intro` would be phase 1 of a project `phase`.
 * Only what stands before the first `-` is the number: `14-2026-photos` is phase 14.
 */
export function parsePhaseFolderName(name: string, rules: NamingRules = DEFAULT_NAMING): PhaseFolderName | undefined {
  if (rules.naming === "custom") {
    const named = NAMED.exec(name);
    const phase = named?.[1] === undefined ? undefined : parsePhaseNumber(named[1], "custom");
    if (phase !== undefined) return { phase, slug: named?.[2] ?? "", canonical: true, overPadded: false };
  }
  const match = NUMBERED.exec(withoutCode(name, rules.code));
  const phase = match?.[1] === undefined ? undefined : parsePhaseNumber(match[1]);
  if (match?.[1] === undefined || phase === undefined) return undefined;
  return { phase, slug: match[2] ?? "", canonical: match[1] === phase, overPadded: match[1].length > phase.length };
}

function withoutCode(name: string, code: string | undefined): string {
  return code !== undefined && code !== "" && name.toLowerCase().startsWith(`${code.toLowerCase()}-`) ? name.slice(code.length + 1) : name;
}

/** What the `**Gap Closure:**` line of a phase says. */
export interface GapClosure {
  /** When the audit was made whose gaps the phase closes, as that audit says; `undefined` in a line that was written otherwise. */
  readonly audited: string | undefined;
  /** The ids of the gaps in that audit. */
  readonly ids: readonly string[];
}

/** By it an interrupted run finds the phases that it made. */
const MARK = "closes the gaps of the audit of";

/** Returns the value of the line for a phase that closes gaps; ids that are more than one word are left out. */
export function formatGapClosure({ audited, ids }: { readonly audited: string; readonly ids: readonly string[] }): string {
  const words = ids.filter((id) => /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(id));
  return `${MARK} ${audited}${words.length === 0 ? "" : `: ${words.join(", ")}`}`;
}

/** Reads the line in the text of a phase's section; `undefined` for a phase that closes no gaps. */
export function readGapClosure(section: string): GapClosure | undefined {
  const value = /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)Gap Closure(?::(?:\*\*|__)|(?:\*\*|__)[ \t]*:)[ \t]*(.*)$/im.exec(section)?.[1]?.trim();
  if (value === undefined) return undefined;
  const match = value.startsWith(MARK) ? /^(.+?)(?::[ \t]+(.+))?$/.exec(value.slice(MARK.length).trim()) : null;
  return { audited: match?.[1]?.trim(), ids: match?.[2]?.split(/,[ \t]*/).filter((id) => id !== "") ?? [] };
}

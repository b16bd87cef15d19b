/** A name that a person could mean: what is typed, and a few words that tell it from others. Both come from files and are data. */
export interface KnownName {
  readonly name: string;
  /** May be empty. */
  readonly says: string;
}

/** Leaves out names that came before. */
export function eachOnce(names: readonly KnownName[]): readonly KnownName[] {
  const seen = new Set<string>();
  return names.filter(({ name }) => !seen.has(name) && seen.add(name));
}

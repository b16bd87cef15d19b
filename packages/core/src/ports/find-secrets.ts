/** A secret that stands in a text. */
export interface FoundSecret {
  /** Offsets in the text, in UTF-16 units; what says that a secret comes is not among them. */
  readonly start: number;
  readonly end: number;
  /** In words: `GitHub token`, `private key`. */
  readonly kind: string;
}

/** Finds the secrets in a text, in order: keys in forms that are known, and values of variables that are secret by their names. */
export type FindSecrets = (text: string) => readonly FoundSecret[];

/** A git object id: 40 (sha1) or 64 (sha256) lower-case hexadecimal digits. */
export type Sha = string & { readonly __sha: true };

/** Returns the object id that a text spells, or `undefined`; abbreviations are not ids. */
export function parseSha(text: string): Sha | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? (text as Sha) : undefined;
}

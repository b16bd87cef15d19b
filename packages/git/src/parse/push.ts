/** What became of the one ref of a push. */
export interface PushedRef {
  /** `=` was there already, `!` was refused, anything else was pushed. */
  readonly flag: string;
  /** Git's short word and its reason: `[rejected] (fetch first)`. */
  readonly summary: string;
}

/** Reads what `git push --porcelain` printed on stdout for one ref; `undefined` when the remote was not even asked. */
export function parsePush(printed: string): PushedRef | undefined {
  for (const line of printed.split("\n")) {
    const match = /^([ +\-*!=])\t[^\t]*\t(.*)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) return { flag: match[1], summary: match[2] };
  }
  return undefined;
}

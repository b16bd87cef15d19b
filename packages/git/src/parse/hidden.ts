/** The tracked paths whose changes git was told not to look at. */
export interface HiddenPaths {
  readonly assumeUnchanged: readonly string[];
  readonly skipWorktree: readonly string[];
}

/** Reads the paths that are flagged so from what `git ls-files -v -z` printed: a small letter and an `S`. */
export function parseHidden(printed: string): HiddenPaths {
  const fields = printed.split("\0").filter((field) => field !== "");
  const pathsWith = (flag: RegExp) => fields.filter((field) => flag.test(field)).map((field) => field.slice(2));
  return { assumeUnchanged: pathsWith(/^[a-z] /), skipWorktree: pathsWith(/^[Ss] /) };
}

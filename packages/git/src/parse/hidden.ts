import { linesOf } from "./quoted-path.js";

/** The tracked paths whose changes git was told not to look at. */
export interface HiddenPaths {
  readonly assumeUnchanged: readonly string[];
  readonly skipWorktree: readonly string[];
}

/** Reads the paths that are flagged so from what `git ls-files -v` printed with quoted names: a small letter and an `S`. */
export function parseHidden(printed: string): HiddenPaths {
  const fields = linesOf(printed);
  const pathsWith = (flag: RegExp) => fields.filter((field) => flag.test(field)).map((field) => field.slice(2));
  return { assumeUnchanged: pathsWith(/^[a-z] /), skipWorktree: pathsWith(/^[Ss] /) };
}

const FORBIDDEN = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$/;

/** Tells whether a text is the full name of a ref below `refs/`, by the rules of `git check-ref-format`. */
export function isRefName(ref: string): boolean {
  return /^refs\/[^./]/.test(ref) && !FORBIDDEN.test(ref);
}

/** Tells whether a text can be the name of a branch; what git's command line would take for an option cannot. */
export function isBranchName(branch: string): boolean {
  return !branch.startsWith("-") && branch !== "HEAD" && branch !== "@" && isRefName(`refs/heads/${branch}`);
}

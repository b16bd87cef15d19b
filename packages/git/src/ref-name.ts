const FORBIDDEN = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$/;

/** Bytes of one part of a name that every file system takes, with `.lock` behind it. */
const MAX_PART = 250;

/** Tells whether a text is the full name of a ref below `refs/`, by the rules of `git check-ref-format`, whose parts can be file names. */
export function isRefName(ref: string): boolean {
  return /^refs\/[^./]/.test(ref) && !FORBIDDEN.test(ref) && ref.split("/").every((part) => Buffer.byteLength(part) <= MAX_PART);
}

/** Tells whether a text can be the name of a branch; what git's command line would take for an option cannot. */
export function isBranchName(branch: string): boolean {
  return !branch.startsWith("-") && branch !== "HEAD" && branch !== "@" && isRefName(`refs/heads/${branch}`);
}

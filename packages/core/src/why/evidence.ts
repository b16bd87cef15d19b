/** Where something that is told was read from: a place in a file, a commit, or a line of a log. */
export type Evidence =
  /** `path` is relative to the planning root, and leads out of it by `..`; line and column start at 1. */
  | { readonly type: "file"; readonly path: string; readonly line?: number; readonly column?: number }
  | { readonly type: "commit"; readonly repo: string; readonly sha: string }
  | { readonly type: "log"; readonly path: string; readonly line?: number };

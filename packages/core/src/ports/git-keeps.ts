import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** One thing that is pinned under `refs/dgs/keep/`, without its size. */
export interface KeptName {
  readonly ref: string;
  readonly sha: Sha;
  /** When it was kept: ISO 8601 with an offset. */
  readonly keptAt: string;
  readonly reason: string;
  /** The branch that HEAD was on; absent: on none, or it was not written down. */
  readonly branch?: string;
  /** The commit that HEAD was at. */
  readonly head: Sha;
}

/** One thing that is pinned under `refs/dgs/keep/`. */
export interface KeptWork extends KeptName {
  /** Commits that no branch, tag or remote branch holds. */
  readonly commits: number;
  /** Files that were staged, changed, deleted, in conflict or untracked. */
  readonly files: number;
  /** Their content in bytes, without deleted ones. */
  readonly bytes: number;
}

/** What came back: a branch, and the worktree where one was wanted. */
export interface RestoredWork {
  readonly type: "restored";
  readonly branch: string;
  readonly at: Sha;
  /** Absolute; absent: a branch only. */
  readonly path?: string;
}

/** What is kept, as DGS uses it, besides keeping. */
export interface GitKeeps {
  /** All that is kept in a repository, the newest first. */
  listKept(tree: string): Promise<readonly KeptWork[] | GitRefusal>;
  /** The same without sizes: one look, however much is kept. */
  listKeptNames(tree: string): Promise<readonly KeptName[] | GitRefusal>;
  /**
   * Brings kept work back on a new branch; the ref stays. With a path into a new worktree as it was, with its index, changes and
   * untracked files, which belongs to the person; without one as commits that hold the files.
   */
  restoreKept(spec: { readonly repo: string; readonly ref: string; readonly branch: string; readonly path?: string }): Promise<RestoredWork | GitRefusal>;
  /**
   * Puts a tree and its branch back to what was kept of it: the commit, what was staged, changes and untracked files. What is there now
   * must have been kept before; a spared folder, relative to the tree, stays as it is. The ref stays too.
   */
  putBack(spec: { readonly tree: string; readonly ref: string; readonly spared?: string }): Promise<"back" | GitRefusal>;
  /** Drops what was kept longer ago than some days, 30 at least, and returns the refs. `now` in milliseconds since 1970. */
  expireKept(spec: { readonly tree: string; readonly olderThanDays: number; readonly now: number }): Promise<readonly string[] | GitRefusal>;
  /** Drops one thing that is kept, when the ref still names `expected`. */
  dropKept(spec: { readonly tree: string; readonly ref: string; readonly expected: Sha }): Promise<"dropped" | GitRefusal>;
}

import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** One file that a rebase could not unite, with the blobs of its versions; one that a side does not have is absent. */
export interface ConflictFile {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  readonly base?: Sha;
  /** The version of what is rebased onto. */
  readonly ours?: Sha;
  /** The version of the commit that is replayed. */
  readonly theirs?: Sha;
  /** Whether somebody has staged a resolution already. */
  readonly staged: boolean;
}

/** A rebase that has stopped and waits for somebody to unite the files. */
export interface RebaseConflict {
  readonly type: "conflict";
  /** The branch before the rebase. */
  readonly from: Sha;
  readonly onto: Sha;
  /** The commit that is being replayed. */
  readonly commit?: Sha;
  readonly files: readonly ConflictFile[];
}

/** How a rebase ended or where it stopped. `up-to-date`: the branch stands on the commit already. */
export type RebaseOutcome = { readonly type: "rebased"; readonly from: Sha; readonly to: Sha } | { readonly type: "up-to-date"; readonly at: Sha } | RebaseConflict;

/** How giving up a rebase ended; `kept` holds what had been done in it. */
export type RebaseAbort = { readonly type: "aborted"; readonly at: Sha; readonly kept?: string } | { readonly type: "none" };

/** Rebases as DGS uses them. */
export interface GitRebases {
  /**
   * Replays the commits of a tree's branch onto a commit. The tree has no changes and no untracked files before. That a ref holds on
   * to the commits as they were is for the caller to see to, by keeping first.
   * Asked again while DGS's own rebase is stopped, it answers the same conflict; one that was killed half-way is kept, given up and
   * started anew.
   */
  rebase(spec: { readonly tree: string; readonly onto: Sha }): Promise<RebaseOutcome | GitRefusal>;
  /** Goes on after a conflict with the files as they lie there. Anything changed besides the conflicted files is a refusal, conflict markers too. */
  continueRebase(spec: { readonly tree: string; readonly resolved: readonly string[] }): Promise<RebaseOutcome | GitRefusal>;
  /** Keeps what was done in a rebase of DGS's own, then puts the branch, the index and the files back to what they were. */
  abortRebase(tree: string): Promise<RebaseAbort | GitRefusal>;
  /** The text of a blob; bytes that are not UTF-8 are replaced. */
  readBlob(tree: string, blob: Sha): Promise<string | GitRefusal>;
}

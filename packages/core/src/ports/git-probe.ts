import type { HeadState } from "./git-branches.js";
import type { GitRefusal } from "./git-refusal.js";

/** What a tree can be in the middle of. */
export type GitOperation = "rebase" | "merge" | "cherry-pick" | "revert" | "bisect" | "apply";

/** The state of a repository that decides what DGS can do with it. */
export interface RepoState {
  /** The top folder of the work tree; absent: the repository is bare. */
  readonly top?: string;
  readonly objectFormat: string;
  /** Whether the history was cut off when it was cloned. */
  readonly shallow: boolean;
  readonly head: HeadState;
  /** What the work tree is in the middle of, started by whomever. */
  readonly operation?: GitOperation;
  /** The lock that another git holds on the index or left behind. */
  readonly indexLock?: string;
  readonly remotes: readonly string[];
}

/** Finding out what state a repository is in. */
export interface GitProbe {
  /** The state of the repository that a folder is in; `undefined` outside any. */
  describeRepo(folder: string): Promise<RepoState | undefined | GitRefusal>;
  /** What a tree is in the middle of, started by whomever; `undefined` when it is nothing. */
  operation(tree: string): Promise<GitOperation | undefined | GitRefusal>;
}

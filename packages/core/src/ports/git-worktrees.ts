import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** One worktree of a repository as git knows it. */
export interface WorktreeEntry {
  /** Absolute; of a bare repository its git folder. */
  readonly path: string;
  /** Whether it is the checkout that the repository itself stands in. */
  readonly main: boolean;
  /** Whether DGS made it: only those are ever removed. */
  readonly ours: boolean;
  readonly bare: boolean;
  /** Absent: nothing was committed yet, or it is bare. */
  readonly head?: Sha;
  /** Absent: HEAD is detached, as it is in the middle of a rebase. */
  readonly branch?: string;
  /** Why a person locked it, perhaps in no words; absent: it is not locked. */
  readonly locked?: string;
  /** Whether its folder is gone while git still has it in its list. */
  readonly missing: boolean;
}

/**
 * How the removal of a worktree ended. `pruned`: its folder was gone already, and git has forgotten it now; what was staged in it is
 * kept under the ref. `absent`: there is none at that place.
 */
export type WorktreeRemoval = { readonly type: "removed" } | { readonly type: "pruned"; readonly kept?: string } | { readonly type: "absent" };

/** Worktrees as DGS uses them, besides making one. */
export interface GitWorktrees {
  /** All worktrees of a repository, the main one first. */
  listWorktrees(repo: string): Promise<readonly WorktreeEntry[] | GitRefusal>;
  /**
   * Removes a worktree that DGS made, never by force: changes, untracked files and commits that no ref holds are refusals. Ignored
   * files go with the folder. That no process works in it is for the caller to know.
   */
  removeWorktree(spec: { readonly repo: string; readonly path: string }): Promise<WorktreeRemoval | GitRefusal>;
}

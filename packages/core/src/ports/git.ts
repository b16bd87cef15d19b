import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";
import type { GitBranches } from "./git-branches.js";
import type { GitHistory } from "./git-history.js";
import type { GitKeeps } from "./git-keeps.js";
import type { GitLandings } from "./git-landings.js";
import type { GitProbe } from "./git-probe.js";
import type { GitRebases } from "./git-rebases.js";
import type { GitRemotes } from "./git-remotes.js";
import type { GitWorktrees } from "./git-worktrees.js";

/** One path that differs from the last commit, as `git status` tells it. */
export interface StatusEntry {
  /** The two letters of porcelain status, `??` for an untracked path. */
  readonly code: string;
  /** Relative to the tree, with `/`. */
  readonly path: string;
}

/** One commit as the log tells it. */
export interface Commit {
  readonly sha: Sha;
  readonly subject: string;
  readonly body: string;
}

/** One path that a range of commits changed: `A`, `M`, `D`, `T`; renames are a `D` and an `A`. */
export interface PathChange {
  readonly kind: string;
  readonly path: string;
}

/** A file in a commit. */
export interface TreeFile {
  readonly path: string;
  /** `submodule`: the commit of another repository, which is no blob. */
  readonly kind: "file" | "link" | "submodule";
  /** What {@link GitRebases.readBlob} takes. */
  readonly blob: Sha;
}

/** The difference of two commits. */
export interface Diff {
  /** A patch; bytes that are not UTF-8 are replaced. */
  readonly text: string;
  readonly added: number;
  readonly removed: number;
  /** Files that are no text: their lines are not counted. */
  readonly binary: number;
}

/**
 * Git as DGS uses it. Every call names the tree it works in, by its top folder; a refusal is a value, never an exception.
 *
 * `undefined` is an answer (there is none), never a failure to find out: what could not be asked is a refusal.
 */
export interface Git extends GitProbe, GitWorktrees, GitRebases, GitBranches, GitKeeps, GitRemotes, GitLandings, GitHistory {
  /** The top folder of the work tree that contains a folder; `undefined` outside any repository. */
  topLevel(folder: string): Promise<string | undefined | GitRefusal>;
  /** The commit that HEAD names. */
  head(tree: string): Promise<Sha | GitRefusal>;
  /** The branch that HEAD is on; `undefined` when it is detached. */
  branch(tree: string): Promise<string | undefined | GitRefusal>;
  /** What differs from HEAD, untracked files included, ignored ones not. */
  status(tree: string): Promise<readonly StatusEntry[] | GitRefusal>;
  /** The paths that git ignores, relative to the tree with `/`; a folder of which all is ignored is one path that ends in `/`. */
  listIgnored(tree: string): Promise<readonly string[] | GitRefusal>;
  /** The commit that a ref or revision names; `undefined` when it names none. */
  resolve(tree: string, revision: string): Promise<Sha | undefined | GitRefusal>;
  /**
   * Makes a worktree on a branch; a branch that is not there is made at `base`. One that stands there already, on that branch, is taken
   * as it is, and stays whose it was.
   */
  addWorktree(spec: { readonly repo: string; readonly path: string; readonly branch: string; readonly base: Sha }): Promise<{ readonly type: "added" | "present" } | GitRefusal>;
  /**
   * Commits the given files or folders (all changes when absent) and nothing else: what else is staged stays staged.
   * `undefined`: there was nothing to commit. Paths that are ignored, unchanged or not there add nothing.
   */
  commit(spec: { readonly tree: string; readonly paths?: readonly string[]; readonly message: string }): Promise<Sha | undefined | GitRefusal>;
  /** The commits of `from..to`, oldest first. */
  log(tree: string, from: Sha, to: Sha): Promise<readonly Commit[] | GitRefusal>;
  /** The paths that differ between two commits. */
  changed(tree: string, from: Sha, to: Sha): Promise<readonly PathChange[] | GitRefusal>;
  /** All files of a commit. */
  listFiles(tree: string, commit: Sha): Promise<readonly TreeFile[] | GitRefusal>;
  /** The difference of two commits, with its lines counted. */
  diff(tree: string, from: Sha, to: Sha): Promise<Diff | GitRefusal>;
  /**
   * Makes an annotated tag at a commit, signed where git's configuration asks for it; `present` where the tag is there and names that commit. One
   * that names another is refused (`ref-changed`) and stays.
   */
  createTag(spec: { readonly tree: string; readonly tag: string; readonly at: Sha; readonly message: string }): Promise<"created" | "present" | GitRefusal>;
  /** Sets a ref, only when it still names `expected` (`undefined`: does not exist). `to` undefined deletes it. */
  setRef(tree: string, ref: string, to: Sha | undefined, expected: Sha | undefined): Promise<"set" | GitRefusal>;
  /**
   * Pins HEAD, the index, changed and untracked files of a tree under `refs/dgs/keep/…` and returns the ref; `undefined` when all of it is reachable
   * from `above` already. `ignored`: files that git ignores and that are kept among the untracked ones all the same. `branch`: the commits of this
   * branch, which is checked out nowhere, instead of what is in the tree.
   */
  keep(spec: {
    readonly tree: string;
    readonly name: string;
    readonly reason: string;
    readonly above: Sha;
    readonly ignored?: readonly string[];
    readonly branch?: string;
  }): Promise<string | undefined | GitRefusal>;
  /**
   * Puts the tree and its branch to a commit; what was there must have been kept before. Ignored files stay, and so does a spared folder,
   * relative to the tree, with its files and what is staged in it.
   */
  resetTo(tree: string, sha: Sha, spared?: string): Promise<"reset" | GitRefusal>;
}

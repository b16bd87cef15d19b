import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** What HEAD is. `unborn`: on a branch that has no commit yet. */
export type HeadState =
  | { readonly type: "on-branch"; readonly branch: string; readonly at: Sha }
  | { readonly type: "detached"; readonly at: Sha }
  | { readonly type: "unborn"; readonly branch: string };

/** How a fast-forward ended. `up-to-date`: the branch has the commit already; `tree`: the work tree whose files went along. */
export type FastForward = { readonly type: "moved"; readonly from: Sha; readonly to: Sha; readonly tree?: string } | { readonly type: "up-to-date"; readonly at: Sha };

/** A branch and the commit that it names. */
export interface BranchTip {
  readonly branch: string;
  readonly at: Sha;
}

/** One move of a branch as git's reflog has it. */
export interface BranchMove {
  /** The commit that it named afterwards. */
  readonly to: Sha;
  /** Whether DGS itself moved it, by this run or another one. */
  readonly byDgs: boolean;
  /** What the reflog says of it, on one line: `commit: first`, or what `GIT_REFLOG_ACTION` was for whoever moved it. */
  readonly action: string;
}

/** Branches as DGS uses them. */
export interface GitBranches {
  /** All branches of a repository, in the order of their names. */
  listBranches(repo: string): Promise<readonly BranchTip[] | GitRefusal>;
  /** The last 1,000 moves of a branch, the newest first; none where git keeps no reflog of it. */
  listMoves(repo: string, branch: string): Promise<readonly BranchMove[] | GitRefusal>;
  /** The last 1,000 moves of HEAD in a tree, the newest first; a switch to another branch is one, also at the same commit. */
  listHeadMoves(tree: string): Promise<readonly BranchMove[] | GitRefusal>;
  /** What HEAD of a tree is. */
  headState(tree: string): Promise<HeadState | GitRefusal>;
  /**
   * Puts HEAD of a tree on a branch that is checked out nowhere else; index and files stay as they are. Refused while something is in
   * progress there.
   */
  attachHead(spec: { readonly tree: string; readonly branch: string }): Promise<{ readonly type: "attached" | "present" } | GitRefusal>;
  /**
   * Moves a branch forward to a commit that descends from it, never backwards or aside. Where it is checked out the files go along;
   * changes that would be overwritten there are a refusal, other changes stay. Where what would be overwritten is only what a fast-forward to the
   * same commit has left that was killed half-way (each path as one of the two commits has it), it is kept and the move is made.
   */
  fastForward(spec: { readonly repo: string; readonly branch: string; readonly to: Sha }): Promise<FastForward | GitRefusal>;
  /**
   * Moves a branch from one commit back to an earlier one, and only from there: what was put on it meanwhile stays (`elsewhere`). Where it
   * is checked out the files go along; changes that would be overwritten there are a refusal, other changes stay, staged ones too.
   * That a ref holds the commits that leave the branch is for the caller to see to.
   */
  moveBack(spec: { readonly repo: string; readonly branch: string; readonly from: Sha; readonly to: Sha }): Promise<
    { readonly type: "moved"; readonly tree?: string } | { readonly type: "elsewhere"; readonly at: Sha } | GitRefusal
  >;
  /** Makes a branch; one that is there and names the commit already is `present`. */
  createBranch(spec: { readonly repo: string; readonly branch: string; readonly at: Sha }): Promise<{ readonly type: "created" | "present" } | GitRefusal>;
  /** Deletes a branch that still names `expected`, when it is checked out nowhere and another ref that stays holds its commits. */
  deleteBranch(spec: { readonly repo: string; readonly branch: string; readonly expected: Sha }): Promise<{ readonly type: "deleted" | "absent" } | GitRefusal>;
  /** Whether a commit is reachable from one of some refs or revisions; one that names nothing holds nothing. */
  isReachable(tree: string, sha: Sha, from: readonly string[]): Promise<boolean | GitRefusal>;
}

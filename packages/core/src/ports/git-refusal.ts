/** Why git would not do something: a closed list. `index-locked` stands for any lock of git's that another process holds or left behind. */
export type GitRefusalCode =
  | "git-not-found"
  | "not-a-repository"
  | "bare-repository"
  | "shallow"
  | "no-commits"
  | "detached"
  | "unknown-revision"
  | "bad-name"
  | "branch-in-use"
  | "branch-exists"
  | "path-exists"
  | "dirty"
  | "unmerged"
  | "conflict-markers"
  | "operation-in-progress"
  | "no-rebase"
  | "not-ours"
  | "worktree-locked"
  | "worktree-missing"
  | "submodules"
  | "not-reachable"
  | "not-fast-forward"
  | "too-soon"
  | "identity-missing"
  | "hook-failed"
  | "index-locked"
  | "ref-changed"
  | "no-remote"
  | "credentials-missing"
  | "unreachable"
  | "rejected-non-fast-forward"
  | "rejected-by-hook"
  | "rejected-by-remote"
  | "other";

/** A refusal of git, with its code and git's own words. */
export interface GitRefusal {
  readonly type: "refused";
  readonly code: GitRefusalCode;
  readonly message: string;
}

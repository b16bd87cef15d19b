import type { Sha } from "../ids/sha.js";
import type { Guidance } from "./types.js";

/** What every effect on one repo says. */
export interface RepoEffect {
  readonly step: number;
  readonly repo: string;
  /** The name of the worktree's folder beside the checkout. */
  readonly worktree: string;
  readonly branch: string;
  readonly base: string;
  /** An earlier run of the step was cut off: what it left there is its own. */
  readonly resumed: boolean;
}

/**
 * What a quick asks for. Each effect on git can be asked for again: what is done already is an answer, not a fault.
 *
 * Whatever takes commits or changes away from a branch or a folder keeps them under a ref first.
 */
export type QuickEffect =
  | { readonly type: "run-agent"; readonly step: number; readonly title: string; readonly guidance: readonly Guidance[]; readonly resumed: boolean }
  | ({ readonly type: "git-add-worktree" | "git-commit" | "git-fetch" | "git-rebase" | "run-gate" | "git-fast-forward" | "git-push" | "git-keep" } & RepoEffect)
  | ({ readonly type: "resolve-conflict"; readonly files: readonly string[] } & RepoEffect)
  /** The branch goes back to `to`; without it, the rebase that stands still is aborted. */
  | ({ readonly type: "git-undo-rebase"; readonly to?: Sha } & RepoEffect)
  /** The base branch goes from `from` back to `to`, and only if it is still at `from`. */
  | ({ readonly type: "git-take-back"; readonly from?: Sha; readonly to?: Sha } & RepoEffect)
  /** `merged`: only when the branch is part of the base branch; `abandoned`: only when it is kept. */
  | ({ readonly type: "git-remove-worktree" | "git-remove-branch"; readonly because: "merged" | "abandoned" } & RepoEffect)
  | { readonly type: "settle-quick"; readonly status: "ready" | "completed" | "abandoned" };

import type { RepoRollback } from "@dgs/core";

/** What a rollback would do to one repo. */
export interface RepoRollbackPreview {
  readonly name: string;
  readonly where: RepoRollback["where"];
  readonly branch: string;
  /** The folder whose files go along, absolute; absent where the branch is checked out nowhere. */
  readonly tree?: string;
  readonly from: string;
  readonly to: string;
  /** Commits that leave the branch, the oldest first; `dgs`: whether DGS made it. */
  readonly commits: readonly { readonly sha: string; readonly subject: string; readonly dgs: boolean }[];
  /** What is not committed and is kept, with git's two letters. */
  readonly uncommitted: readonly { readonly code: string; readonly path: string }[];
  /** The planning folder in the tree, which stays as it is. */
  readonly spared?: string;
}

/** `dgs rollback-job --dry-run`: what a rollback would do, or what is left of one that was cut off. */
export interface RollbackPreview {
  readonly type: "rollback-preview";
  readonly version: string;
  readonly path: string;
  readonly resumes: boolean;
  readonly repos: readonly RepoRollbackPreview[];
  /** Repos that an earlier run has reset. */
  readonly done: readonly string[];
  readonly phases: readonly string[];
  /** Summaries that leave the phase folders, relative to the planning root. */
  readonly summaries: readonly string[];
  /** What speaks against it: as long as there is one, nothing is done. */
  readonly objections: readonly { readonly repo: string; readonly code: string; readonly message: string; readonly remedy: string }[];
  readonly notes: readonly string[];
}

/** `dgs rollback-job`: what was done. */
export interface RollbackReport {
  readonly type: "rolled-back";
  readonly version: string;
  /** The job file as it lies now. */
  readonly path: string;
  readonly repos: readonly Pick<RepoRollback, "name" | "where" | "branch" | "from" | "to" | "kept">[];
  readonly phases: readonly string[];
  /** The folder that the summaries lie in now, relative to the planning root. */
  readonly archive: string;
  readonly notes: readonly string[];
}

/** One thing that is kept in a repo of the product. */
export interface KeptReport {
  /** From 1, the newest first, as it was listed now. */
  readonly number: number;
  readonly repo: string;
  readonly ref: string;
  readonly sha: string;
  readonly keptAt: string;
  readonly reason: string;
  readonly branch?: string;
  readonly head: string;
  readonly commits: number;
  readonly files: number;
  readonly bytes: number;
  /** Whether it was kept longer ago than the configuration keeps things. */
  readonly expired: boolean;
}

/** `dgs recover`: what is kept, the newest first. */
export interface KeptListReport {
  readonly type: "kept";
  readonly keepDays: number;
  readonly kept: readonly KeptReport[];
  /** Rollbacks that can be undone. */
  readonly rollbacks: readonly { readonly version: string; readonly path: string; readonly asked: string }[];
}

/** `dgs recover <what>`: where it is now. */
export interface RestoredReport {
  readonly type: "restored";
  readonly repo: string;
  readonly ref: string;
  readonly branch: string;
  readonly at: string;
  readonly path?: string;
}

/** `dgs recover --expire` and `--drop`: the refs that are gone. */
export interface DroppedReport {
  readonly type: "dropped";
  readonly dropped: readonly { readonly repo: string; readonly ref: string; readonly sha?: string }[];
}

/** What a drop would take away. Its number in the list is no part of it: that changes with every new entry. */
export interface DropPreview {
  readonly type: "drop-preview";
  readonly repo: string;
  readonly ref: string;
  readonly sha: string;
  readonly reason: string;
  readonly keptAt: string;
}

/** Which rollback would be taken back. */
export interface UndoPreview {
  readonly type: "undo-preview";
  readonly version: string;
  readonly path: string;
  /** When the rollback was asked for, ISO 8601. */
  readonly asked?: string;
}

/** `dgs recover --undo-rollback`: what is back. */
export interface UndoneReport {
  readonly type: "rollback-undone";
  readonly version: string;
  /** The job file as it lies now. */
  readonly path: string;
  readonly status: string;
  readonly repos: readonly string[];
  readonly restored: readonly string[];
  readonly notes: readonly string[];
}

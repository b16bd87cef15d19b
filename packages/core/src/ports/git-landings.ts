import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** Whether two commits would unite by themselves; `files` are relative to the tree, with `/`. */
export type MergeProbe = { readonly type: "clean" } | { readonly type: "conflicts"; readonly files: readonly string[] };

/** What became of commits that got trailers: each commit by its old name. `unchanged`: all of them had theirs. */
export type TrailersAdded = { readonly type: "rewritten"; readonly from: Sha; readonly to: Sha; readonly commits: Readonly<Record<string, Sha>> } | { readonly type: "unchanged"; readonly at: Sha };

/** What it takes to bring the commits of a plan back, besides rebasing them. */
export interface GitLandings {
  /** Tells whether two commits would unite without a conflict. Nothing is changed, not even a file. Git older than 2.38 refuses. */
  probeMerge(spec: { readonly repo: string; readonly ours: Sha; readonly theirs: Sha }): Promise<MergeProbe | GitRefusal>;
  /**
   * Writes trailers (`DGS-Plan: 03-01`) into the messages of the commits `base..HEAD` of a tree's branch, by the name of each commit; one that is there
   * already is not written again. Trees, authors, dates and signing stay as they are; index and files are not touched. Merge commits and messages that
   * are not UTF-8 are a refusal. That a ref holds the commits as they were is for the caller to see to.
   */
  addTrailers(spec: { readonly tree: string; readonly base: Sha; readonly trailers: Readonly<Record<string, readonly string[]>> }): Promise<TrailersAdded | GitRefusal>;
}

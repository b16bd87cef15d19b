import type { Sha } from "../ids/sha.js";
import type { GitRefusal } from "./git-refusal.js";

/** A commit with the size of what it changed. */
export interface SizedCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly body: string;
  /** When it was committed: ISO 8601 with an offset. */
  readonly date: string;
  /** Files that it changed; a renamed one is one. */
  readonly files: number;
  /** Lines; those of files that are no text are not counted. */
  readonly added: number;
  readonly removed: number;
  /** Files that are no text. */
  readonly binary: number;
}

/** What was committed, as a report tells it. */
export interface GitHistory {
  /**
   * The commits that are reached from some others and not from `above`, parents before their children, each with its size as `git show --numstat` tells it; merges are left
   * out. One look, however many there are. `trailer`: only those whose message has a line that begins with this name and a colon.
   */
  listSizes(spec: { readonly tree: string; readonly above?: Sha; readonly from: readonly Sha[]; readonly trailer?: string }): Promise<readonly SizedCommit[] | GitRefusal>;
}

import type { PlanningPath } from "@dgs/core";

/** Whose commits are rebased and conflict: a quick's or a plan's, in one repo. */
export interface ConflictWork {
  /** What the work is for, in a few words. */
  readonly title: string;
  /** What it is called where the agent is told of it: `quick`, `plan 01-02`. */
  readonly label: string;
  /** The planning file that it is written down in. */
  readonly path: PlanningPath;
  /** Its short name, for purposes and headings. */
  readonly name: string;
  /** The name of the repo. */
  readonly repo: string;
  /** The worktree that the rebase stands still in, absolute. */
  readonly tree: string;
  readonly branch: string;
  /** The branch that the commits are put onto. */
  readonly base: string;
}

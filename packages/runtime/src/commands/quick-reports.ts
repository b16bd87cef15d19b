import type { Guidance, Problem } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextCommand, QuickEntry } from "./quick-entry.js";
import type { StepReport } from "./reports.js";

/** One stage of a quick in a report. `command` is the stage as its file has it: `` rebase `app` ``. */
export interface StageReport extends Omit<StepReport, "runs"> {
  /** Why the stage counts as done although nothing was done. */
  readonly skipped?: string;
  /** Commits that it brought. */
  readonly commits?: number;
  /** The ref under which work was kept. */
  readonly ref?: string;
  /** The remote that was pushed to. */
  readonly remote?: string;
}

/** `dgs quick`, `dgs complete-quick`, `dgs abandon-quick`: how the quick stands afterwards. */
export interface QuickReport extends Omit<QuickEntry, "next"> {
  readonly type: "quick";
  readonly exit: ExitKind;
  readonly branch: string;
  readonly base: string;
  readonly guidance: readonly Guidance[];
  /** The folders that hold the quick's work, absolute; empty once they are removed. */
  readonly worktrees: readonly { readonly repo: string; readonly path: string }[];
  readonly steps: readonly StageReport[];
  /** Stages that this run started. */
  readonly ran: number;
  /** How it ended, in one line; absent while it has not. */
  readonly ended?: string;
  readonly error?: string;
  /** A conflict that waits for a person. */
  readonly conflict?: ConflictReport;
  readonly summaryPath?: string;
  readonly problems: readonly Problem[];
  readonly next?: NextCommand;
}

/** A conflict that nobody resolved; the worktree is as it was before the rebase. */
export interface ConflictReport {
  readonly repo: string;
  /** Absolute. */
  readonly worktree: string;
  /** What the branch is to be rebased onto, as a person names it. */
  readonly onto: string;
  /** Relative to the worktree. */
  readonly files: readonly string[];
  /** The commands that resolve it by hand, to be copied into a shell. */
  readonly commands: readonly string[];
}

/** Work that an abandoned quick takes away from where it is now; all of it is kept. */
export interface AbandonedRepo {
  readonly repo: string;
  /** The worktree, absolute. */
  readonly worktree: string;
  readonly branch: string;
  /** Commits of the branch that the base branch has not, oldest first. */
  readonly commits: readonly { readonly sha: string; readonly subject: string }[];
  /** Changed and untracked files that are in no commit. */
  readonly files: readonly string[];
}

/** What abandoning a quick would take away; nothing was done. */
export interface AbandonPreview {
  readonly type: "abandon-preview";
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly path: string;
  readonly repos: readonly AbandonedRepo[];
}

/** `dgs fast`: what was committed, or with `dryRun` what would be. */
export interface FastReport {
  readonly type: "fast";
  readonly id: string;
  readonly description: string;
  readonly repo: string;
  readonly branch: string;
  readonly dryRun: boolean;
  /** The commit; with `dryRun` it lies under `kept` and on no branch. */
  readonly commit: string;
  readonly subject: string;
  readonly files: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** The change as a patch; only with `dryRun`. */
  readonly diff?: string;
  /** The ref that holds the change; only with `dryRun`. */
  readonly kept?: string;
}

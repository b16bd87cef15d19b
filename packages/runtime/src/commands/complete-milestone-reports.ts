import type { PlanningPath } from "@dgs/core";
import type { PlanningCommit } from "../work/commit-planning-files.js";
import type { ExitKind } from "../refusal.js";
import type { NextCommand } from "./quick-entry.js";
import type { ConflictReport, StageReport } from "./quick-reports.js";

/** `dgs complete-milestone --dry-run`: what a completion would do, or what is left of one that was cut off. */
export interface CompletionPreview {
  readonly type: "completion-preview";
  readonly version: string;
  readonly name: string;
  /** The file that says how far the completion is. */
  readonly path: PlanningPath;
  readonly resumes: boolean;
  /** When the milestone was audited; absent where the archive was begun already. */
  readonly audited?: string;
  readonly phases: readonly string[];
  /** Work that was put off, as the audit says. */
  readonly techDebt: readonly string[];
  /** What waits for a person. With an item here or in `techDebt` the word has to be typed: `--yes` is not enough. */
  readonly humanNeeded: readonly string[];
  /** Repos with code that is merged: `commits` that the base branch has not. */
  readonly repos: readonly { readonly name: string; readonly branch: string; readonly base: string; readonly commits: number }[];
  /** The test commands that have to pass on what is merged, by repo. */
  readonly gate: Readonly<Record<string, readonly string[]>>;
  /** The folder and files that the archive is made of. */
  readonly archive: readonly PlanningPath[];
  /** Absent: no tag is made (`git.create_tag: false`). */
  readonly tag?: string;
}

/** `dgs complete-milestone`: what was done, or where it has halted. */
export interface CompletionReport {
  readonly type: "milestone-completion";
  readonly exit: ExitKind;
  readonly version: string;
  readonly path: PlanningPath;
  /** `merging`: the code is not on the base branch of every repo yet; `completed`: all of it is done. */
  readonly status: "merging" | "completed";
  readonly steps: readonly StageReport[];
  /** How the merge ended, in one line; absent while it has not, and where there was nothing to merge. */
  readonly merged?: string;
  readonly error?: string;
  readonly conflict?: ConflictReport;
  readonly archive: readonly PlanningPath[];
  readonly planning?: PlanningCommit;
  readonly tag?: string;
  readonly next: NextCommand;
}

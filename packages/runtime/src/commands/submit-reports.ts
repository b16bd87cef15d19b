import type { PlanFinding, PlanningPath, WaveCorrection } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextReport } from "./execute-phase-reports.js";

/** A file that was handed in, and what becomes of it. */
export interface SubmittedFileReport {
  /** As it was handed in. */
  readonly name: string;
  /** Where it belongs, relative to the planning root; absent where its name says nothing. */
  readonly path?: PlanningPath;
  /** `same`: it says that already. `none`: something is wrong with it or another file, and nothing is written. */
  readonly change: "create" | "replace" | "same" | "none";
}

/** `dgs submit`: what was found in planning files that somebody handed in, and what became of them. */
export interface SubmitReport {
  readonly type: "submitted";
  readonly exit: ExitKind;
  /** As people write it. */
  readonly phase: string;
  readonly name: string;
  readonly version: string;
  readonly dryRun: boolean;
  /** `written`; `fits`: a dry run, and it would be; `refused`: there is a blocker, and nothing was; `there`: all of it says so already. */
  readonly outcome: "written" | "fits" | "refused" | "there";
  readonly files: readonly SubmittedFileReport[];
  /** Blockers first; warnings keep nothing from being written. */
  readonly findings: readonly PlanFinding[];
  /** Waves that were mended. */
  readonly corrections: readonly WaveCorrection[];
  /** A command that was cut off before and is done now. */
  readonly finished?: string;
  /** What became of the planning commit. */
  readonly planningCommit?: string;
  /** Absent where something is to be mended first. */
  readonly next?: NextReport;
}

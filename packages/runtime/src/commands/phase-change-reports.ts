import type { PhaseMention } from "@dgs/core";
import type { NextReport } from "./execute-phase-reports.js";

/** `dgs add-phase`, `dgs insert-phase`: a phase that the roadmap has now. Numbers are as people write them. */
export interface PhaseAddedReport {
  readonly type: "phase-added";
  readonly version: string;
  readonly number: string;
  readonly name: string;
  /** The phase that it stands behind; absent where it stands at the end. */
  readonly behind?: string;
  /** The planning files that changed. */
  readonly paths: readonly string[];
  /** A command that was cut off before and is done now. */
  readonly finished?: string;
  readonly planningCommit?: string;
  readonly next: NextReport;
}

/** `dgs remove-phase`: what would become of the phases (`phase-removal`), or became of them (`phase-removed`). */
export interface PhaseRemovalReport {
  readonly type: "phase-removal" | "phase-removed";
  readonly version: string;
  readonly number: string;
  readonly name: string;
  readonly renumbered: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  /** Where the folder of the phase goes, relative to the planning root. */
  readonly archived?: string;
  /** The planning files that change. */
  readonly paths: readonly string[];
  /** Lines that name a phase by a number that changed, and stay as they are: a person looks at them. */
  readonly mentions: readonly PhaseMention[];
  readonly finished?: string;
  readonly planningCommit?: string;
  readonly next?: NextReport;
}

import type { NewRequirement } from "@dgs/core";
import type { NextCommand } from "./quick-entry.js";

/** A phase of a milestone that begins. */
export interface NewPhaseReport {
  /** As people write it. */
  readonly number: string;
  readonly name: string;
  readonly goal: string;
  readonly requirements: readonly string[];
  readonly criteria: readonly string[];
}

/** What a person is shown before a milestone is written down. */
export interface MilestonePreview {
  readonly version: string;
  readonly name: string;
  readonly phases: readonly NewPhaseReport[];
}

/** `dgs new-milestone`: what was written down. */
export interface NewMilestoneReport extends MilestonePreview {
  readonly type: "milestone-created";
  /** The requirements that were added. */
  readonly added: readonly NewRequirement[];
  /** The planning files that changed, relative to the planning root. */
  readonly paths: readonly string[];
  /** A command that was cut off before, and was brought to its end first. */
  readonly finished?: string;
  /** What became of the planning commit. */
  readonly planningCommit?: string;
  readonly next: NextCommand;
}

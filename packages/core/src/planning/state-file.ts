import type { MilestoneVersion } from "../ids/version.js";
import type { Problem } from "../problem.js";
import type { TextEdit } from "../text/edit.js";

/** What `STATE.md` says. */
export interface StateFile {
  readonly path: string;
  readonly milestone: MilestoneVersion | undefined;
  readonly phase: string | undefined;
  readonly plan: string | undefined;
  readonly status: string | undefined;
  readonly lastActivity: string | undefined;
  readonly stoppedAt: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads the milestone from the first lines of `STATE.md`. */
export declare function readStateMilestone(head: string): MilestoneVersion | undefined;

/** Reads `STATE.md`. */
export declare function readStateFile(source: string, path: string): StateFile;

/** Returns the edits that bring `STATE.md` up to date. */
export declare function stateEdits(source: string, update: Readonly<Record<string, string>>): TextEdit[];

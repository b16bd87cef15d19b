import type { NewRequirement } from "@dgs/core";
import type { NextCommand } from "./quick-entry.js";

/** `dgs new-project`: what was written down. */
export interface NewProjectReport {
  readonly type: "project-created";
  readonly name: string;
  /** Of the first version. */
  readonly requirements: readonly NewRequirement[];
  /** Of later ones. */
  readonly later: readonly NewRequirement[];
  /** The planning files, relative to the planning root. */
  readonly paths: readonly string[];
  /** The documents of the research, and those among them that an earlier run had left. */
  readonly research?: { readonly paths: readonly string[]; readonly kept: readonly string[] };
  /** What became of the planning commit. */
  readonly planningCommit?: string;
  readonly next: NextCommand;
}

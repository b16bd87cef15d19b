import type { Problem } from "../problem.js";
import type { TextEdit } from "../text/edit.js";

/** One requirement. */
export interface Requirement {
  readonly id: string;
  readonly text: string;
  /** `undefined` where there is no box. */
  readonly ticked: boolean | undefined;
  readonly status: string | undefined;
  readonly phases: string | undefined;
}

/** Reads `REQUIREMENTS.md`. */
export declare function readRequirements(source: string, path: string): { readonly requirements: readonly Requirement[]; readonly problems: readonly Problem[] };

/** Returns the edits that tick or untick a requirement. */
export declare function requirementEdits(source: string, id: string, update: { readonly ticked?: boolean; readonly status?: string }): TextEdit[];

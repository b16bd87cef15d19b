import type { ToolAnnotations } from "../registry/tool-spec.js";

/** How a tool is told to models. */
export interface ToolWords {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** Only looks. */
export const LOOKS: ToolAnnotations = { readOnly: true, destructive: false, idempotent: true, openWorld: false };

/** Changes planning files of this machine, and takes nothing away. */
export const WRITES: ToolAnnotations = { readOnly: false, destructive: false, idempotent: true, openWorld: false };

/** Has agents work: code changes in worktrees and on branches of DGS. */
export const WORKS: ToolAnnotations = { readOnly: false, destructive: false, idempotent: true, openWorld: true };

/** Takes something away, or ends it for good. */
export const TAKES: ToolAnnotations = { readOnly: false, destructive: true, idempotent: true, openWorld: false };

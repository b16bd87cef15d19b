import type { Problem } from "../problem.js";
import type { Position } from "../text/lines.js";

/** One entry of `depends_on`, as it is written. */
export interface PlanReference {
  readonly text: string;
  readonly at: Position;
}

/** What scheduling needs to know of a plan: what its front matter says. */
export interface PlanBrief {
  readonly path: string;
  /** The declared wave; `undefined` where there is none or it is no number. */
  readonly wave: number | undefined;
  readonly dependsOn: readonly PlanReference[];
  /** `undefined` where the plan does not say: then it may modify anything. */
  readonly filesModified: readonly string[] | undefined;
  /** Whether the plan says that it holds no checkpoint; true where it says nothing. */
  readonly autonomous: boolean;
  readonly gapClosure: boolean;
  /** Given up: leaves all counts. */
  readonly superseded: boolean;
  readonly problems: readonly Problem[];
}

/** Reads the brief of a plan from its first lines, which must hold the whole front matter. */
export declare function readPlanBrief(head: string, path: string): PlanBrief;

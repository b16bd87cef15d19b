import type { Plan } from "../planning/plan-types.js";
import type { Summary } from "../planning/summary.js";

/** A plan of a phase with what its agent says it did. */
export interface PlanWithSummary {
  readonly plan: Plan;
  readonly summary: Summary | undefined;
}

/** The files of a repository that a phase is held against. */
export interface StructureFiles {
  /** Every tracked file, from the top of the repository, with `/`; of several repos with the name of the repo in front. */
  readonly tracked: readonly string[];
  /** What git says that the phase added. Absent: what the summaries say they created. */
  readonly added?: readonly string[];
  /** What git says that the phase changed. */
  readonly modified?: readonly string[];
}

/** What was asked of a file. */
export type StructureKind = "existence" | "made" | "named" | "size" | "export" | "contains" | "link" | "truth" | "stub" | "todo" | "wiring" | "bounds";

/** What one check is about. */
export interface StructurePlace {
  readonly kind: StructureKind;
  /** The plan that promises it, `03-01`, or its file's name; `undefined` for a file that no plan names. */
  readonly plan: string | undefined;
  /** The file; of a truth, the plan. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** One plain sentence. */
  readonly text: string;
}

/** Something that is not as a plan or a summary says. */
export interface StructureFinding extends StructurePlace {
  /** A `blocker` keeps the phase from its goal, a `major` is a promise that is not kept, a `minor` is to be looked at. */
  readonly severity: "blocker" | "major" | "minor";
  readonly fix?: string;
}

/** What code found out about a phase without a model. (Seed 000, "Phase Audit", layer 2) */
export interface StructureSurvey {
  readonly findings: readonly StructureFinding[];
  /** What was looked at and is as promised. */
  readonly held: readonly StructurePlace[];
  /** What code cannot tell: the verifier has to. None of these is a pass. */
  readonly questions: readonly StructurePlace[];
}

/** Which files have to be read before a phase can be surveyed. */
export interface WantedTexts {
  readonly paths: readonly string[];
  /** A file with more bytes than this is not to be read: what is asked of it becomes a question. */
  readonly mostBytes: number;
  /** How many files could use a new file and are not among the paths; above 0 nothing is said of files that nobody uses. */
  readonly leftOut: number;
}

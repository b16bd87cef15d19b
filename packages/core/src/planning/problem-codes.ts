import type { Severity } from "../problem.js";

/** Every code of a finding in a planning file, with its severity and the sentence that explains it. */
export const PLANNING_PROBLEMS = {
  // Names on disk
  "phase-folder-unread": ["warning", "A folder among the phases has no phase number in front."],
  "phase-folder-padding": ["info", "A phase folder's number is padded with more zeros than needed."],
  "duplicate-phase-folder": ["error", "Two folders carry the number of one phase."],
  "milestone-folder-unread": ["info", "A folder among the milestones is not an archive of phases."],
  "gsd2-milestone": ["warning", "A milestone is laid out in slices and tasks, which DGS does not run."],
  "plan-outside-phase": ["warning", "A plan or summary lies beside the phase folders."],
  "file-name-unusable": ["warning", "A file has a name that no planning path can have."],
  "file-of-another-phase": ["warning", "A plan or summary lies in the folder of another phase."],
  "plan-name-unread": ["warning", "A file is named like a plan or summary but follows no rule."],
  "duplicate-plan-id": ["error", "Two plans of a phase have one id."],
  "summary-without-plan": ["warning", "A summary belongs to no plan."],
} as const satisfies Record<string, readonly [Severity, string]>;

/** The code of a finding in a planning file. */
export type PlanningProblemCode = keyof typeof PLANNING_PROBLEMS;

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
  // ROADMAP.md
  "roadmap-empty": ["error", "A roadmap has no phase."],
  "phase-heading-unread": ["warning", "A heading looks like a phase but is not read as one."],
  "phase-in-html": ["warning", "A phase stands in a block of HTML, where markdown does not see it."],
  "phase-entry-unread": ["warning", "A line with a box looks like a phase but is not read as one."],
  "phase-entry-in-section": ["info", "A box for a phase stands in the section of a phase and ticks nothing."],
  "checkbox-mark-unknown": ["warning", "A box holds something other than x or a blank."],
  "phase-without-section": ["info", "A phase of the checklist has no section."],
  "duplicate-phase": ["error", "Two sections of one milestone carry the number of one phase."],
  "duplicate-phase-entry": ["warning", "Two lines of the checklist carry the number of one phase."],
  "milestone-marks-disagree": ["warning", "A milestone is marked as finished in one place and as in progress in another."],
  "active-milestone-unknown": ["error", "It cannot be told which milestone is being worked on."],
  "state-milestone-unknown": ["warning", "STATE.md names a milestone that the roadmap does not have."],
  "state-milestone-closed": ["warning", "STATE.md names a milestone that the roadmap marks as finished."],
  "phase-without-milestone": ["warning", "Nothing says which milestone a phase belongs to."],
  "progress-row-cells": ["warning", "A row of the progress table has more or fewer cells than the table has columns."],

  // Configuration and registry
  "config-syntax": ["error", "The configuration is no JSON object."],
  "config-value-unusable": ["error", "A setting has a value that it cannot have."],
  "config-key-repeated": ["warning", "A setting is made twice."],
  "config-key-unknown": ["info", "DGS does not know a setting."],
} as const satisfies Record<string, readonly [Severity, string]>;

/** The code of a finding in a planning file. */
export type PlanningProblemCode = keyof typeof PLANNING_PROBLEMS;

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
  "progress-row-cells": ["warning", "A row of the progress table has more or fewer cells than the table has columns."],
  // Roadmap and disk together
  "roadmap-missing": ["error", "There is no roadmap."],
  "folder-without-phase": ["warning", "The roadmap has no phase for a folder."],
  "ticked-over-open-plans": ["warning", "A phase is ticked though plans of it are not done."],
  "ticked-against-verification": ["warning", "A phase is ticked though its verification does not allow it."],
  "ticked-without-plans": ["info", "A phase is ticked and has no plan on disk."],
  "complete-not-ticked": ["info", "A phase is complete on disk and not ticked."],
  "plan-ticked-not-done": ["warning", "A plan is ticked and not done."],
  "plan-done-not-ticked": ["info", "A plan is done and not ticked."],
  "summary-empty": ["warning", "A summary is empty."],
  "summary-template": ["warning", "A summary is a template that nobody filled in."],
  "summary-halted": ["warning", "A summary says that its plan was not finished."],
  "summary-unreadable": ["error", "A summary could not be read."],
  "verification-status-unknown": ["warning", "A verification has no status that DGS knows."],

  // Configuration and registry
  "config-syntax": ["error", "The configuration is no JSON object."],
  "config-value-unusable": ["error", "A setting has a value that it cannot have."],
  "config-key-repeated": ["warning", "A setting is made twice."],
  "config-key-unknown": ["info", "DGS does not know a setting."],
  "repos-table-missing": ["error", "REPOS.md holds no table with the columns Name and Path."],
  "repos-column-repeated": ["error", "A column of the table of repos is there twice."],
  "repo-name-unusable": ["error", "A repo has a name that cannot be part of a file or branch name."],
  "repo-path-unusable": ["error", "A repo has no path, or one that is not relative."],
  "repo-repeated": ["error", "Two repos have one name or one folder."],

  // Plans and their order
  "front-matter-missing": ["warning", "A file that other tools start with front matter has none."],
  "front-matter-unclosed": ["error", "The front matter starts and does not end."],
  "front-matter-line-unread": ["warning", "A line of the front matter belongs to no key."],
  "front-matter-duplicate-key": ["warning", "A key of the front matter is there twice, and the last one counts."],
  "front-matter-value-unread": ["error", "A value of the front matter is of another shape than its key has."],
  "plan-wave-unread": ["warning", "A plan's wave is no number."],
  "plan-flag-unread": ["warning", "A value is neither true nor false."],
  "dependency-unknown": ["error", "A plan depends on a plan that is not there."],
  "dependency-on-itself": ["error", "A plan depends on itself."],
  "dependency-cycle": ["error", "Plans wait for each other in a circle."],
  "dependency-on-phase": ["warning", "A plan depends on a whole phase, which is not checked."],
  "dependency-superseded": ["warning", "A plan depends on one that was given up."],
  "dependency-not-done": ["info", "A plan depends on a plan of another phase that is not done."],
  "wave-moved": ["warning", "A plan cannot run in the wave that it declares."],
} as const satisfies Record<string, readonly [Severity, string]>;

/** The code of a finding in a planning file. */
export type PlanningProblemCode = keyof typeof PLANNING_PROBLEMS;

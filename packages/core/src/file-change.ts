import type { PlanningPath } from "./ids/planning-path.js";
import type { TextEdit } from "./text/edit.js";

/**
 * One change of one planning file, as data.
 *
 * `before` is the text that the change was made for: a writer refuses when the file is no longer that text.
 * Changes of one list are carried out in order. What is moved may be a folder with all that is in it.
 */
export type FileChange =
  | { readonly type: "edit"; readonly path: PlanningPath; readonly before: string; readonly edits: readonly TextEdit[] }
  | { readonly type: "create"; readonly path: PlanningPath; readonly text: string }
  | { readonly type: "move"; readonly from: PlanningPath; readonly to: PlanningPath }
  | { readonly type: "delete"; readonly path: PlanningPath; readonly before: string };

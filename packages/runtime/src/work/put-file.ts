import type { FileChange, PlanningPath } from "@dgs/core";
import type { WorkContext } from "./context.js";

/** The change that makes a file say something: created, replaced, or nothing where it says it already. */
export function putFile(context: WorkContext, path: PlanningPath, text: string): readonly FileChange[] {
  const before = context.ports.files.read(path);
  if (before === text) return [];
  return typeof before === "string" ? [{ type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] }] : [{ type: "create", path, text }];
}

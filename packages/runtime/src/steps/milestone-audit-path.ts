import { joinPath, type PlanningPath } from "@dgs/core";
import type { StepContext } from "./context.js";

/** Where the audit of the milestone that is being built lies. */
export function milestoneAuditPath(context: Pick<StepContext, "place" | "version">): PlanningPath {
  return joinPath(context.place.project, `${context.version}-MILESTONE-AUDIT.md`);
}

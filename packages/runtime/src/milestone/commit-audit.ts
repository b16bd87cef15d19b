import { projectFile } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { logOfMilestone } from "../steps/uat-log-file.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";

/** Commits what an audit of the milestone has written: its file, the log of its commands, and the ticks of the roadmap. The same for the step of a job and the command. */
export function commitMilestoneAudit(context: StepContext): Promise<PlanningCommit> {
  const paths = [milestoneAuditPath(context), logOfMilestone(context).path, projectFile(context.place.project, "ROADMAP")];
  return commitPlanningFiles(context, () => ({ subject: `docs(milestone): audit ${context.version}`, paths }));
}

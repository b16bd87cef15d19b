import { projectFile } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";

/** Commits the fix phases of a milestone and the requirements that they reopen, also those of an earlier run: it may have been killed right before its commit. The same for the step of a job and the command. */
export function commitFixPhases(context: StepContext): Promise<PlanningCommit> {
  const { project } = context.place;
  return commitPlanningFiles(context, () => ({ subject: `docs(milestone): plan the gaps of ${context.version}`, paths: [projectFile(project, "ROADMAP"), projectFile(project, "REQUIREMENTS")] }));
}

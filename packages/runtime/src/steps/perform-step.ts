import type { Job, StepCommand, StepOutcome } from "@dgs/core";
import { auditMilestone } from "./audit-milestone.js";
import { auditPhase } from "./audit-phase.js";
import type { StepContext } from "./context.js";
import { failed } from "../work/context.js";
import { discussPhase } from "./discuss-phase.js";
import { executePhase } from "./execute-phase.js";
import { mapCodebase } from "./map-codebase.js";
import { planMilestoneGaps } from "./plan-milestone-gaps.js";
import { passWithoutTest } from "./pass-without-test.js";
import { planPhase } from "./plan-phase.js";

/** Runs the command of one step. Every command that a job file can hold has its line here. */
export function performStep(context: StepContext, command: StepCommand, job: Job): Promise<StepOutcome> {
  switch (command.name) {
    case "discuss-phase":
      return discussPhase(context, command);
    case "map-codebase":
      return mapCodebase(context);
    case "plan-phase":
      return planPhase(context, command);
    case "execute-phase":
      return executePhase(context, command);
    case "audit-phase":
      return auditPhase(context, command, job);
    case "audit-milestone":
      return auditMilestone(context, job.gapFixCycle);
    case "plan-milestone-gaps":
      return planMilestoneGaps(context);
    case "verify-work":
      return passWithoutTest(context, command);
    case "complete-milestone":
      return Promise.resolve(failed("human-needed", "a milestone is never completed by a job: complete it yourself, then tick this step or remove it"));
  }
}

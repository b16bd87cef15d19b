import { markOf, type StepStatus } from "../checklist/marker.js";
import { formatStepCommand } from "./command-line.js";
import type { Job } from "./types.js";

/** One line of a dry run. */
export interface PreviewLine {
  readonly step: number;
  readonly status: StepStatus;
  /** The marker as it is shown: `[x]`, `[ ]`, `[!]`, `[>]`. */
  readonly marker: string;
  readonly command: string;
  /** Whether a run that starts now would run the step. */
  readonly runs: boolean;
}

/** What a run would do, without doing it. (Seed 000, "Dry-Run Preview") */
export function previewJob(job: Pick<Job, "steps">): readonly PreviewLine[] {
  return job.steps.map((step, index) => ({
    step: index + 1,
    status: step.status,
    marker: `[${markOf(step.status)}]`,
    command: formatStepCommand(step.command),
    runs: step.status !== "completed",
  }));
}

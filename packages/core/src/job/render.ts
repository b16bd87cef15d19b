import type { MilestoneVersion } from "../ids/version.js";
import type { StepCommand } from "./command-line.js";
import { formatStepCommand } from "./command-line.js";

/** What a new job file is made of. */
export interface NewJob {
  readonly version: MilestoneVersion;
  /** Whether the job ends with a milestone audit. */
  readonly check: boolean;
  readonly created: string;
  readonly steps: readonly StepCommand[];
}

/** Writes a new job file. (design 3.10) */
export function renderJob(job: NewJob): string {
  const lines = [
    `# Milestone job ${job.version}`,
    "",
    `- **Version:** ${job.version}`,
    "- **Status:** pending",
    `- **Check:** ${job.check ? "yes" : "no"}`,
    `- **Created:** ${job.created}`,
    "- **GapFixCycle:** 0",
    "- **PhaseFixCycle:** {}",
    "",
    "## Steps",
    "",
    ...job.steps.map((step) => `- [ ] \`${formatStepCommand(step)}\``),
  ];
  return `${lines.join("\n")}\n`;
}

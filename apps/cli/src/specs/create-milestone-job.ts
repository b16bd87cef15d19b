import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs create-milestone-job` */
export const createMilestoneJobSpec: CommandSpec = {
  name: "create-milestone-job",
  summary: "turn a milestone of the roadmap into a job",
  details: [
    "Shows the steps that build the milestone, asks, and writes the job file. Phases that are complete get no step. Without a version it takes the active milestone.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [
    { name: "no-check", summary: "end without the milestone audit" },
    { name: "dry-run", summary: "show the steps and write nothing" },
    YES,
  ],
  examples: [
    { line: "dgs create-milestone-job v2 --dry-run", says: "show the steps of v2" },
    { line: "dgs create-milestone-job v2 --yes", says: "write the job without a question" },
  ],
  load: async () => (await import("../commands/create-milestone-job.js")).runCreateMilestoneJob,
};

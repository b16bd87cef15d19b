import type { CommandSpec } from "../command-spec.js";

/** `dgs list-jobs` */
export const listJobsSpec: CommandSpec = {
  name: "list-jobs",
  summary: "list the jobs with their progress",
  details: ["Lists the jobs in progress, pending and completed, each with the steps that are done. Writes nothing."],
  operands: [],
  options: [],
  examples: [{ line: "dgs list-jobs", says: "list them" }],
  load: async () => (await import("../commands/list-jobs.js")).runListJobs,
};

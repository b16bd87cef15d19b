import type { CommandSpec } from "../command-spec.js";
import { VERSION } from "./shared.js";

/** `dgs cancel-job` */
export const cancelJobSpec: CommandSpec = {
  name: "cancel-job",
  summary: "put a job in progress back to pending",
  details: ["Puts the job back to pending; steps that are done stay done, and code stays as it is. Refused while a runner works on it: stop that one first (Ctrl-C)."],
  operands: [{ ...VERSION, completes: "job" }],
  options: [],
  examples: [{ line: "dgs cancel-job v2", says: "put the job of v2 back" }],
  load: async () => (await import("../commands/cancel-job.js")).runCancelJob,
};

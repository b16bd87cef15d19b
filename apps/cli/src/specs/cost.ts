import type { CommandSpec } from "../command-spec.js";

/** `dgs cost` */
export const costSpec: CommandSpec = {
  name: "cost",
  summary: "show where time, tokens and money went",
  details: [
    "Adds up what the agents used: in total, and by step, role and model. Without a version it tells of everything in the project, quicks and fast changes too. Works while a job runs, and after it.",
    "What an agent does not tell is shown as unknown, never as 0. Writes nothing.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [],
  examples: [{ line: "dgs cost", says: "everything" }, { line: "dgs cost v1.0", says: "the milestone v1.0" }],
  load: async () => (await import("../commands/cost.js")).runCost,
};

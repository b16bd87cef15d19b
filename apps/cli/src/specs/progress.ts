import type { CommandSpec } from "../command-spec.js";

/** `dgs progress` */
export const progressSpec: CommandSpec = {
  name: "progress",
  summary: "show where the project stands, and the next command",
  details: ["Shows each phase with its plans, the jobs, what is wrong in the planning files, and the one command to go on with. Writes nothing."],
  operands: [],
  options: [],
  examples: [
    { line: "dgs progress", says: "show the project of this folder" },
    { line: "dgs progress --json --root ../shop", says: "the same of another one, for a program" },
  ],
  load: async () => (await import("../commands/progress.js")).runProgress,
};

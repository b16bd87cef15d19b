import type { CommandSpec } from "../command-spec.js";

/** `dgs health` */
export const healthSpec: CommandSpec = {
  name: "health",
  summary: "find everything that is wrong in the planning files",
  details: [
    "Reads every planning file that DGS knows, whole, and lists what is wrong: with a code, the place, and what to do about it. Writes nothing.",
    "--repair mends what needs no question (boxes of what is done, the wave that a plan runs in, a plan with a checkpoint that says it has none, files that a killed run left half-written), and says what it left for a person.",
    "The exit code is 3 where there is an error, before or after the repair; warnings and remarks do not count.",
  ],
  operands: [],
  options: [{ name: "repair", summary: "mend what needs no question" }],
  examples: [
    { line: "dgs health", says: "show what is wrong" },
    { line: "dgs health --repair", says: "mend what can be mended" },
    { line: "dgs health --json", says: "for scripts: everything, with codes and places" },
  ],
  load: async () => (await import("../commands/health.js")).runHealth,
};

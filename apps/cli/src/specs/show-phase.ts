import type { CommandSpec } from "../command-spec.js";

/** `dgs show-phase` */
export const showPhaseSpec: CommandSpec = {
  name: "show-phase",
  summary: "show the plans, the gaps and the next command of one phase",
  details: ["Shows the plans of a phase by wave with how each stands, what waits for a person, what was verified, and the gaps of its last audit with their causes. Writes nothing, and works beside a run."],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  options: [],
  examples: [{ line: "dgs show-phase 2", says: "show phase 2" }],
  load: async () => (await import("../commands/show-phase.js")).runShowPhase,
};

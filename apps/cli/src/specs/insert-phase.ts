import type { CommandSpec } from "../command-spec.js";
import { NEW_PHASE_OPTIONS } from "./add-phase.js";

/** `dgs insert-phase` */
export const insertPhaseSpec: CommandSpec = {
  name: "insert-phase",
  summary: "insert a phase behind another one",
  details: ["Puts a phase behind another and behind those that were inserted there before: 3.1, then 3.2. No other number changes. It depends on the phase that it stands behind."],
  operands: [
    { name: "phase", isRequired: true, completes: "phase" },
    { name: "name", isRequired: true, isRest: true, completes: "text" },
  ],
  options: NEW_PHASE_OPTIONS,
  examples: [{ line: 'dgs insert-phase 3 "Mend the parser"', says: "insert phase 3.1" }],
  load: async () => (await import("../commands/add-phase.js")).runAddPhase,
};

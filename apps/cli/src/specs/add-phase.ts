import type { CommandSpec, OptionSpec } from "../command-spec.js";

/** What is known of a new phase besides its name. */
export const NEW_PHASE_OPTIONS: readonly OptionSpec[] = [
  { name: "goal", value: "sentence", completes: "text", summary: "what is true once the phase is done" },
  { name: "requirements", value: "ids", completes: "text", summary: "the requirements that it is to meet, with commas between them" },
];

/** `dgs add-phase` */
export const addPhaseSpec: CommandSpec = {
  name: "add-phase",
  summary: "add a phase at the end of the milestone",
  details: [
    "Adds a line to the checklist of ROADMAP.md, a section and a progress row, where the roadmap has such things, in the style of the last ones. The phase gets the next whole number and depends on the one before it. STATE.md counts it.",
    "Nothing else changes, and `dgs remove-phase` takes it away again byte for byte.",
  ],
  operands: [{ name: "name", isRequired: true, isRest: true, completes: "text" }],
  options: NEW_PHASE_OPTIONS,
  examples: [
    { line: 'dgs add-phase "Search"', says: "add a phase" },
    { line: 'dgs add-phase "Search" --goal "Notes are found by their words" --requirements FIND-01,FIND-02', says: "with what it is for" },
  ],
  load: async () => (await import("../commands/add-phase.js")).runAddPhase,
};

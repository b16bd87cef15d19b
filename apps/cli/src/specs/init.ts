import type { CommandSpec } from "../command-spec.js";

/** `dgs init` */
export const initSpec: CommandSpec = {
  name: "init",
  summary: "make a planning folder",
  details: ["Makes the planning folder with its first files in the working folder, or in --root. What is there already is left as it is."],
  operands: [],
  options: [{ name: "folder", value: "name", values: [".planning", ".gsd"], summary: "the name of the planning folder; .planning unless told" }],
  examples: [
    { line: "dgs init", says: "make .planning here" },
    { line: "dgs init --folder .gsd", says: "make .gsd here" },
  ],
  load: async () => (await import("../commands/init.js")).runInit,
};

import type { CommandSpec } from "../command-spec.js";

/** `dgs ui` */
export const uiSpec: CommandSpec = {
  name: "ui",
  summary: "show the report of a milestone in a browser, while its job runs",
  details: [
    "Serves the page of dgs report on 127.0.0.1, made anew as files change, also where another process runs the job. Prints the address; whoever has it can read the report until Ctrl-C. Without a version it shows the milestone that is worked on.",
    "Reads only, takes no lock, and is reached by no other machine and no other page.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [
    { name: "port", value: "port", completes: "text", summary: "this port; unless told, any that is free" },
    { name: "open", summary: "open the address in the browser" },
  ],
  examples: [
    { line: "dgs ui", says: "the milestone that is worked on" },
    { line: "dgs ui v1.0 --open", says: "the milestone v1.0, in the browser at once" },
  ],
  load: async () => (await import("../commands/ui.js")).runUi,
};

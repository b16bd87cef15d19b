import type { CommandSpec } from "../command-spec.js";

/** `dgs why` */
export const whySpec: CommandSpec = {
  name: "why",
  summary: "say why a phase, a plan, a step or a job stands as it does",
  details: [
    "Says whether it is done, ready, running, waiting, failed or blocked, and why: each reason with the file and line, the commit or the line of a log that it was read from, down to the fact; and the shortest way on. Without a word: the job that is open, else the phase that is next. Writes nothing, and works beside a run.",
    "A version has its v, as 2.1 is a phase. A step is told by its number behind the version: v1.0 4; `step 4` is one of the job that is open.",
  ],
  operands: [{ name: "what", isRequired: false, isRest: true, completes: "target" }],
  options: [],
  examples: [
    { line: "dgs why 3", says: "why phase 3 is not complete yet" },
    { line: "dgs why 03-02", says: "why a plan waits, failed or is done" },
    { line: "dgs why v1.0 4", says: "why step 4 of the job was skipped" },
  ],
  load: async () => (await import("../commands/why.js")).runWhy,
};

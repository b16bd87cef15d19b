import type { CommandSpec } from "../command-spec.js";

/** `dgs report` */
export const reportSpec: CommandSpec = {
  name: "report",
  summary: "tell what a milestone has come to, and write it as a page",
  details: [
    "Tells of a milestone from its first run to now: steps, waves and agents on a line of time, the plans with their longest way and when agents were idle, commits with their sizes, audits and gaps, cost, what needs a person, and how to undo it. Without a version it tells of the milestone that is worked on. Works while a job runs, and after it.",
    "It writes one HTML file that needs nothing else, beside the job files, where git leaves it alone; a job writes the same at its end. With --json it prints the data and writes no page, unless --output names one.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [{ name: "output", value: "file", completes: "file", summary: "where the page goes; - prints it on stdout" }],
  examples: [
    { line: "dgs report", says: "the milestone that is worked on" },
    { line: "dgs report v1.0 --output report.html", says: "write the page elsewhere" },
    { line: "dgs report v1.0 --json", says: "print the data" },
  ],
  load: async () => (await import("../commands/report.js")).runReport,
};

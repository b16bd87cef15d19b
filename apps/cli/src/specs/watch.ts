import type { CommandSpec } from "../command-spec.js";

/** `dgs watch` */
export const watchSpec: CommandSpec = {
  name: "watch",
  summary: "watch the newest run of a milestone, also one of another process",
  details: [
    "Shows what the run shows where it was started: its steps, its plans side by side, what each agent does, times, tokens and money. Works while the run goes on, and after it: then it shows the end, and ends with the exit code of that run.",
    "On a terminal: up and down choose an agent, Enter shows what is known of it, p asks the run to pause after this step, c asks whether to cancel it, q or Ctrl-C leaves; the run goes on. Without a version it is the active milestone.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [],
  examples: [
    { line: "dgs watch v1.0", says: "from a second terminal" },
    { line: "dgs watch v1.0 --json", says: "for scripts: events as JSON lines on stderr, one object on stdout when the run ends" },
  ],
  load: async () => (await import("../commands/watch.js")).runWatch,
};

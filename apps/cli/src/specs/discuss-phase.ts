import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs discuss-phase` */
export const discussPhaseSpec: CommandSpec = {
  name: "discuss-phase",
  summary: "decide what a phase leaves open, before it is planned",
  details: [
    "An agent prepares the questions that matter and are not settled yet; they are asked one by one, each with options, what follows from them, and a recommendation. You may answer in your own words, leave it to the agent, put it off, go back, or stop. Each answer is in a file before the next question: run the command again and it goes on there, without asking the agent anew. At the end the decisions are shown, and stand in the CONTEXT.md of the phase once you say yes.",
    "With --auto nobody is asked: an agent decides, and each decision is marked as assumed. Where CONTEXT.md is there already, you are asked whether to add to it; --auto leaves it.",
  ],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  program: AGENT_PROGRAM,
  options: [{ name: "auto", summary: "ask nobody: an agent decides, and each decision says that it was assumed" }, ...AGENT_OPTIONS, RECORD_OPTION],
  examples: [
    { line: "dgs discuss-phase 3", says: "decide about phase 3, or go on where you stopped" },
    { line: "dgs discuss-phase 3 --auto", says: "let an agent decide" },
  ],
  load: async () => (await import("../commands/discuss-phase.js")).runDiscussPhase,
};

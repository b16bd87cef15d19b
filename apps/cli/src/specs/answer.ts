import type { CommandSpec } from "../command-spec.js";

/** `dgs answer` */
export const answerSpec: CommandSpec = {
  name: "answer",
  summary: "answer what waits for a person: a checkpoint of a plan, the approval of a phase",
  details: [
    "Without a target it shows everything that waits, with what the agent handed back; with a target and no answer, that alone.",
    "The target is the id of a plan (03-01) or the number of a phase (3). All words behind it are the answer: `approved`, what is wrong, or your choice, which begins with one of the options where there are any. The next run goes on with it.",
    "Refused while a runner works on the milestone (exit code 8): a run that is watched asks in its own terminal.",
  ],
  operands: [
    { name: "target", isRequired: false, completes: "waiting" },
    { name: "answer", isRequired: false, isRest: true, completes: "text" },
  ],
  options: [],
  examples: [
    { line: "dgs answer", says: "show what waits" },
    { line: "dgs answer 03-01 approved", says: "what the plan built is good" },
    { line: "dgs answer 03-02 sqlite, one writer is enough", says: "a decision, with words for the agent" },
    { line: 'dgs answer 3 "the logo is cut off"', says: "not approved: it becomes a gap of phase 3" },
  ],
  load: async () => (await import("../commands/answer.js")).runAnswer,
};

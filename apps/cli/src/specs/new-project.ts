import type { CommandSpec } from "../command-spec.js";
import { INIT_OPTIONS } from "./init.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs new-project` */
export const newProjectSpec: CommandSpec = {
  name: "new-project",
  summary: "write a new project down: what it is and what it must do",
  details: [
    "Asks in the terminal what the project is, for whom, and what its first version must do; or takes a document with --auto, which an agent reads and code checks: every requirement has to go back to words that stand there. Then agents research it, where that is wanted: four side by side, and a fifth that sums up.",
    "Writes PROJECT.md, REQUIREMENTS.md with an id for each requirement, STATE.md and the configuration; makes the planning folder first where there is none, as dgs init does. Every answer and every document is kept at once: broken off or killed anywhere, run it again and it goes on.",
  ],
  operands: [],
  program: AGENT_PROGRAM,
  options: [
    { name: "auto", value: "@file", completes: "file", summary: "read the project out of this document and ask nobody; - for stdin" },
    { name: "research", summary: "have the project researched" },
    { name: "skip-research", summary: "do not" },
    ...INIT_OPTIONS,
    ...AGENT_OPTIONS,
    RECORD_OPTION,
  ],
  examples: [
    { line: "dgs new-project", says: "be asked" },
    { line: "dgs new-project --auto @idea.md --agent claude", says: "from a document, with research as the configuration has it" },
    { line: "dgs new-project --skip-research", says: "be asked, without agents" },
  ],
  load: async () => (await import("../commands/new-project.js")).runNewProject,
};

import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs agents` */
export const agentsSpec: CommandSpec = {
  name: "agents",
  summary: "list the agent programs that are there, or try one",
  details: [
    "list shows each adapter: whether its program is there, its version and whether DGS is tried with it, whether somebody is signed in, and which one the configuration chooses. No model is called. This is also what happens when no word is given.",
    "check starts a program through its adapter with one small task, in a folder of its own for temporary files, and says line by line what held of what DGS builds on. It calls a model, and asks first. Without a name it is the adapter of the configuration.",
  ],
  operands: [
    { name: "action", isRequired: false, values: ["list", "check"] },
    { name: "name", isRequired: false, completes: "agent", behind: ["check"] },
  ],
  options: [YES],
  examples: [
    { line: "dgs agents", says: "show which agents there are" },
    { line: "dgs agents check claude", says: "try Claude Code with one small task" },
  ],
  load: async () => (await import("../commands/agents.js")).runAgents,
};

import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM } from "./shared.js";

/** `dgs verify-work` */
export const verifyWorkSpec: CommandSpec = {
  name: "verify-work",
  summary: "test what a phase has built, one deliverable at a time",
  details: [
    "Asks for each thing that the summaries of the phase say was built: pass, issue, skip, blocked, or stop. Each answer is in the phase's UAT file before the next question; run the command again and it goes on where it was. Without a phase it takes the one that is carried out and not tested yet.",
    "An issue is a gap of the phase: it counts as complete no more, and at the end an agent may find out why and plan how to close it, where one is configured. Exit code 3: there are issues; 4: something is open. Where nobody can be asked nothing is written, and what is open is told.",
  ],
  operands: [{ name: "phase", isRequired: false, completes: "phase" }],
  program: AGENT_PROGRAM,
  options: [
    { name: "auto", summary: "pass what has no answer without a test; the file says so at each of them" },
    { name: "again", summary: "ask also for what had an issue or was skipped" },
    { name: "diagnose", summary: "have the issues diagnosed without asking, once nothing is open" },
    ...AGENT_OPTIONS,
  ],
  examples: [
    { line: "dgs verify-work 3", says: "test phase 3" },
    { line: "dgs verify-work 3 --again", says: "look again at what had issues" },
    { line: "dgs verify-work 3 --auto", says: "pass without a test" },
  ],
  load: async () => (await import("../commands/verify-work.js")).runVerifyWork,
};

import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION, VERSION } from "./shared.js";

/** `dgs run-job` */
export const runJobSpec: CommandSpec = {
  name: "run-job",
  summary: "carry a job out, from where it stands",
  details: [
    "Runs the steps that are not done, one after the other. Ctrl-C stops it in order, a second Ctrl-C at once; run it again and it goes on where it was. Steps that are done are never run again.",
    "Agents come from the configuration, or from here: a program behind --, or a tape.",
  ],
  operands: [VERSION],
  program: AGENT_PROGRAM,
  options: [
    { name: "dry-run", summary: "show the steps and what would run" },
    ...AGENT_OPTIONS,
    RECORD_OPTION,
  ],
  examples: [
    { line: "dgs run-job v2 --dry-run", says: "show what would run" },
    { line: "dgs run-job v2", says: "run it with the agents of the configuration" },
    { line: "dgs run-job v2 -- ./agent.sh --fast", says: "run it with a program of yours as agent" },
    { line: "dgs run-job v2 --record v2.tape.json", says: "put what the agents do on a tape" },
    { line: "dgs run-job v2 --tape v2.tape.json", says: "play recorded agents" },
  ],
  load: async () => (await import("../commands/run-job.js")).runRunJob,
};

import type { CommandSpec } from "../command-spec.js";
import { VERSION } from "./shared.js";

/** `dgs rollback-job` */
export const rollbackJobSpec: CommandSpec = {
  name: "rollback-job",
  summary: "put the code back to where a job started",
  details: [
    "Shows what would happen, asks for the word `rollback`, then puts the job's branch in each code repo back to the commit that was recorded when the job started, and takes the summaries of the phases that it executed away. Other planning files stay.",
    "Everything is kept first: commits, staged, changed and untracked files. `dgs recover --undo-rollback <version>` brings it all back. Cut off half-way, run it again: it goes on where it was.",
    "Where nobody can be asked (no terminal, or --json) --confirm rollback is needed.",
  ],
  operands: [{ ...VERSION, completes: "job" }],
  options: [
    { name: "dry-run", summary: "show what would happen and do nothing" },
    { name: "confirm", value: "word", completes: "text", summary: "the word `rollback`, in place of the question" },
  ],
  examples: [
    { line: "dgs rollback-job v2 --dry-run", says: "show what would happen" },
    { line: "dgs rollback-job v2", says: "show it, ask, and do it" },
    { line: "dgs rollback-job v2 --confirm rollback", says: "do it without a question" },
  ],
  load: async () => (await import("../commands/rollback-job.js")).runRollbackJob,
};

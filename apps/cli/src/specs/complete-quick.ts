import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, QUICK } from "./shared.js";

/** `dgs complete-quick` */
export const completeQuickSpec: CommandSpec = {
  name: "complete-quick",
  summary: "merge a quick to its base branch, push, and clean up",
  details: [
    "Fetches, rebases, runs workflow.build_command and workflow.test_command, fast-forwards, pushes, and removes worktree and branch. Without a name it takes the active product-level quick. Run it again and it goes on where it was.",
    "Where commits conflict an agent unites them, when one is configured and a test command says whether that is good; otherwise the worktree is put back, and the commands to do it by hand are shown.",
  ],
  operands: [QUICK],
  program: AGENT_PROGRAM,
  options: AGENT_OPTIONS,
  examples: [
    { line: "dgs complete-quick", says: "merge the active quick" },
    { line: "dgs complete-quick fix-auth -- ./agent.sh", says: "with a program of yours for conflicts" },
  ],
  load: async () => (await import("../commands/complete-quick.js")).runCompleteQuick,
};

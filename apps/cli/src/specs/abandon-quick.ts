import type { CommandSpec } from "../command-spec.js";
import { QUICK, YES } from "./shared.js";

/** `dgs abandon-quick` */
export const abandonQuickSpec: CommandSpec = {
  name: "abandon-quick",
  summary: "throw a quick away; its work is kept",
  details: [
    "Shows the commits and files that go, asks, and removes worktree and branch. All of it is kept under refs/dgs/keep/ first. Without a name it takes the active product-level quick, or else the only one that has not ended. Of a quick in the milestone's worktree only work that has not ended is abandoned: the worktree goes back to where it began. A quick of which something was pushed is not abandoned.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [QUICK],
  options: [YES],
  examples: [
    { line: "dgs abandon-quick", says: "show what goes, and ask" },
    { line: "dgs abandon-quick --yes", says: "without a question" },
  ],
  load: async () => (await import("../commands/abandon-quick.js")).runAbandonQuick,
};

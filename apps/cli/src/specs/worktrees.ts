import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs worktrees` */
export const worktreesSpec: CommandSpec = {
  name: "worktrees",
  summary: "list the worktrees of the code repos, set one up, remove those that nothing needs",
  details: [
    "list shows every worktree of every code repo: where it is, its branch, whose it is and what it is of. This is also what happens when no word is given.",
    "setup runs the repo's setup command (the column Setup of REPOS.md) again in the worktree at the path, or in the one of the working folder.",
    "prune removes worktrees that DGS made and that nothing needs any more: their milestone or quick has ended, everything in them is committed, and no process works in them. Their branches stay. All others are shown with the reason why they stay.",
  ],
  operands: [
    { name: "action", isRequired: false, values: ["list", "setup", "prune"] },
    { name: "path", isRequired: false, completes: "worktree", behind: ["setup"] },
  ],
  options: [{ name: "dry-run", summary: "prune: show what would go, and remove nothing" }, YES],
  examples: [
    { line: "dgs worktrees", says: "show the worktrees of the code repos" },
    { line: "dgs worktrees setup ../app--v2", says: "run the setup command there again" },
    { line: "dgs worktrees prune --dry-run", says: "show what nothing needs any more" },
  ],
  load: async () => (await import("../commands/worktrees.js")).runWorktrees,
};

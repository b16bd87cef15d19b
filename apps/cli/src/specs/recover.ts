import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs recover` */
export const recoverSpec: CommandSpec = {
  name: "recover",
  summary: "list what DGS has kept, and bring it back",
  details: [
    "Before DGS takes commits, changes or files away it keeps them under refs/dgs/keep/. Without an operand this lists what is kept in every repo, the newest first.",
    "With a number or a ref of that list it brings the work back on a new branch, and with --worktree into a new worktree as it was. What is kept stays kept.",
  ],
  operands: [{ name: "what", isRequired: false, completes: "kept" }],
  options: [
    { name: "branch", value: "name", completes: "text", summary: "the new branch; recovered/… unless told" },
    { name: "worktree", value: "folder", completes: "folder", summary: "where a new worktree is to stand" },
    { name: "repo", value: "name", completes: "repo", summary: "the repo, where several have a ref of that name" },
    { name: "undo-rollback", value: "version", completes: "job", summary: "put everything back to before a rollback" },
    { name: "expire", summary: "drop what is older than recover.keep_days" },
    { name: "drop", value: "ref", completes: "kept", summary: "drop one thing that is kept" },
    YES,
  ],
  examples: [
    { line: "dgs recover", says: "list what is kept" },
    { line: "dgs recover 1 --worktree ../rescued", says: "bring the newest back into a worktree" },
    { line: "dgs recover --undo-rollback v2", says: "undo a rollback" },
    { line: "dgs recover --expire", says: "drop what is old" },
  ],
  load: async () => (await import("../commands/recover.js")).runRecover,
};

import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM } from "./shared.js";

/** `dgs fast` */
export const fastSpec: CommandSpec = {
  name: "fast",
  summary: "let an agent make a change of a few lines, straight on the base branch",
  details: [
    "For what is trivial (1-10 lines), also while a quick is active. The agent works in a worktree of its own; its one commit is brought to the base branch by a fast-forward, so one that fails leaves the checkout as it was. The checkout must be clean and on the base branch. Nothing is pushed.",
    "More than 50 changed lines are refused, and kept: use `dgs quick`.",
  ],
  operands: [{ name: "description", isRequired: true, completes: "text" }],
  program: AGENT_PROGRAM,
  options: [
    { name: "dry-run", summary: "show the change and commit nothing" },
    { name: "repo", value: "name", completes: "repo", summary: "the repo, in a product with several" },
    ...AGENT_OPTIONS,
  ],
  examples: [
    { line: 'dgs fast "correct the year in the footer"', says: "make it and commit it" },
    { line: 'dgs fast "correct the year in the footer" --dry-run', says: "show what it would be" },
  ],
  load: async () => (await import("../commands/fast.js")).runFast,
};

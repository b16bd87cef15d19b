/** Rules that every agent has that works in a code repo. */
export const WORKING_RULES: readonly string[] = [
  "Work only in the folder you were started in. Do not switch branches, do not rewrite history, do not touch other worktrees.",
  "Do not change planning files (`.planning/`, `.gsd/`): DGS does that from what you report.",
  "Leave no process running when you are done.",
];

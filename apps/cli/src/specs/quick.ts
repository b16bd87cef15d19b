import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM } from "./shared.js";

/** `dgs quick` */
export const quickSpec: CommandSpec = {
  name: "quick",
  summary: "let an agent do a small piece of work outside the phases",
  details: [
    "While a milestone is active the work goes into the milestone's worktree and branch. Otherwise, and with --main, it gets a worktree and a branch of its own from the base branch, one at a time: end it with `dgs complete-quick` or `dgs abandon-quick`.",
    "Without a title it goes on with the quick that is unfinished. Ctrl-C stops it in order.",
  ],
  operands: [{ name: "title", isRequired: false, completes: "text" }],
  program: AGENT_PROGRAM,
  options: [
    { name: "main", summary: "a worktree of its own, also while a milestone is active" },
    { name: "full", summary: "tell the agent that tests and docs are expected" },
    { name: "debug", summary: "tell the agent to investigate; a report alone is a result" },
    ...AGENT_OPTIONS,
  ],
  examples: [
    { line: 'dgs quick "fix auth token validation"', says: "start it" },
    { line: 'dgs quick --main "fix unrelated CSS bug"', says: "the same beside an active milestone" },
    { line: 'dgs quick --debug "investigate flaky test"', says: "look for a cause" },
    { line: "dgs quick", says: "go on with the one that was stopped or has failed" },
  ],
  load: async () => (await import("../commands/quick.js")).runQuick,
};

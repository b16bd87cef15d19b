import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, VERSION, YES } from "./shared.js";

/** `dgs complete-milestone` */
export const completeMilestoneSpec: CommandSpec = {
  name: "complete-milestone",
  summary: "merge a milestone in all repos, archive its planning files, and tag it",
  details: [
    "Refused unless every phase is complete and the milestone was audited after its last summary. Shows what would happen and asks for the version; a milestone with tech debt, or with something that waits for a person, is completed by the typed word only, never with --yes. No job runs it.",
    "Then, for all repos: fetch, rebase, the milestone's test commands, fast-forward, push, and the worktrees and branches go. Then roadmap, requirements, audit and phases are archived below milestones/, MILESTONES.md, STATE.md and the roadmap are brought up to date and committed, and each repo is tagged. Cut off anywhere, run it again: it goes on where it was.",
  ],
  operands: [VERSION],
  program: AGENT_PROGRAM,
  options: [{ name: "dry-run", summary: "show what would happen and do nothing" }, YES, ...AGENT_OPTIONS],
  examples: [
    { line: "dgs complete-milestone v1.1 --dry-run", says: "show what would happen" },
    { line: "dgs complete-milestone v1.1", says: "show it, ask, and do it" },
  ],
  load: async () => (await import("../commands/complete-milestone.js")).runCompleteMilestone,
};

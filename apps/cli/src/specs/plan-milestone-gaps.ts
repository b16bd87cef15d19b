import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs plan-milestone-gaps` */
export const planMilestoneGapsSpec: CommandSpec = {
  name: "plan-milestone-gaps",
  summary: "make fix phases of the gaps that a milestone's audit found",
  details: [
    "Puts the gaps together, what is most urgent first, shows the phases that would close them, asks, and adds these to the roadmap. Their requirements are unticked and go back to Pending. Run again, it finds the phases that it made.",
    "Where nobody can be asked (no terminal, or --json) --auto or --yes is needed.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  options: [
    { name: "auto", summary: "do not ask, as in a job" },
    { name: "dry-run", summary: "show the phases and write nothing" },
    YES,
  ],
  examples: [
    { line: "dgs plan-milestone-gaps --dry-run", says: "show the fix phases" },
    { line: "dgs plan-milestone-gaps --auto", says: "add them without a question" },
  ],
  load: async () => (await import("../commands/plan-milestone-gaps.js")).runPlanMilestoneGaps,
};

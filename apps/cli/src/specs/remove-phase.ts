import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs remove-phase` */
export const removePhaseSpec: CommandSpec = {
  name: "remove-phase",
  summary: "remove a phase, and close the gap in the numbers",
  details: [
    "Shows what would change, asks, then takes the phase out of ROADMAP.md and gives the phases behind it the numbers that follow on: in the roadmap, in REQUIREMENTS.md and STATE.md, and in the names and ids of their files. Its own folder goes to archive/removed-phases as it is.",
    "Numbers in prose stay; lines that name a phase whose number changed are listed. It is refused where work on the phase, or on one behind it, has begun: commits and reports name phases by number. Strike its line through instead: then it is not counted.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  options: [{ name: "dry-run", summary: "show what would change and write nothing" }, YES],
  examples: [
    { line: "dgs remove-phase 4 --dry-run", says: "show what would change" },
    { line: "dgs remove-phase 4", says: "show it, ask, and do it" },
  ],
  load: async () => (await import("../commands/remove-phase.js")).runRemovePhase,
};

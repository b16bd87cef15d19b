import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs plan-phase` */
export const planPhaseSpec: CommandSpec = {
  name: "plan-phase",
  summary: "plan a phase: look into it, plan it, check the plans",
  details: [
    "A researcher looks into the phase where nobody has, a planner writes plans and how they are tested, and code checks them: format, commands that can be started, requirements of the phase, files that are taken for granted. Waves are computed. Then a plan checker looks whether the phase would reach its goal. What is wrong goes back to a planner, at most three times in all. Plans that pass are written and committed.",
    "On a terminal you are asked whether to plan a phase that was not discussed, and whether to take plans over what the plan checker found; what code finds never passes. Refused plans are not written: the report and the CHECK.md of the phase say what is wrong, and the exit code is 3. Plans that are there already are left as they are.",
  ],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  program: AGENT_PROGRAM,
  options: [
    { name: "research", summary: "look into the phase anew, also where RESEARCH.md is there" },
    { name: "skip-research", summary: "do not look into it before" },
    { name: "gaps", summary: "plan what closes the gaps of the verification, of the UAT file or of the milestone's audit" },
    { name: "skip-verify", summary: "ask no plan checker; code checks all the same" },
    { name: "non-interactive", summary: "ask nobody" },
    { name: "auto", summary: "ask nobody; an agent decides first what the phase leaves open" },
    ...AGENT_OPTIONS,
    RECORD_OPTION,
  ],
  examples: [
    { line: "dgs plan-phase 3", says: "plan phase 3" },
    { line: "dgs plan-phase 3 --auto", says: "without a question" },
    { line: "dgs plan-phase 3 --gaps", says: "plan what its verification found missing" },
  ],
  load: async () => (await import("../commands/plan-phase.js")).runPlanPhase,
};

import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, RECORD_OPTION } from "./shared.js";

/** `dgs execute-phase` */
export const executePhaseSpec: CommandSpec = {
  name: "execute-phase",
  summary: "carry out the plans of a phase, several at the same time",
  details: [
    "Runs the plans that are not done, wave by wave, each in a git worktree of its own; brings what they did back in a straight line; has the phase's goal verified; and records all of it. Ctrl-C stops it in order, a second Ctrl-C at once; run it again and it goes on where it was.",
    "On a terminal it asks at checkpoints, after a plan that failed, and for what only a person can verify. Elsewhere, and with --non-interactive, it asks nobody: what needs a person waits, and the exit code is 4.",
    "Agents come from the configuration, or from here: a program behind --, or a tape.",
  ],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  program: "program [argument…]",
  options: [
    { name: "gaps-only", summary: "only the plans that close gaps" },
    { name: "non-interactive", summary: "ask nobody" },
    { name: "auto", summary: "approve human-verify checkpoints and take recommended decisions" },
    { name: "schedule", value: "kind", values: ["waves", "dag"], summary: "wave by wave, or each plan as soon as what it comes after is in" },
    { name: "max-parallel", value: "number", completes: "text", summary: "agents at the same time" },
    { name: "on-failure", value: "choice", values: ["halt", "continue", "ask"], summary: "what happens to the others when a plan fails" },
    ...AGENT_OPTIONS,
    RECORD_OPTION,
  ],
  examples: [
    { line: "dgs execute-phase 3", says: "carry phase 3 out with the agents of the configuration" },
    { line: "dgs execute-phase 3 --gaps-only --non-interactive", says: "only what closes gaps, asking nobody" },
    { line: "dgs execute-phase 3 --schedule dag --max-parallel 8", says: "as much at the same time as may be" },
    { line: "dgs execute-phase 3 --json -- ./agent.sh", says: "for scripts: the report on stdout, events as JSON lines on stderr" },
  ],
  load: async () => (await import("../commands/execute-phase.js")).runExecutePhase,
};

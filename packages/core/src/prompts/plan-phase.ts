import { planExample } from "./plan-example.js";
import type { Prompt, PromptInput, PromptResult } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/**
 * The prompt for the planner of a phase. Inputs: project, roadmap, requirements, the phase's decisions and research, the map
 * of the code base. (formats.md 7.3)
 */
export function planPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Plan phase ${phase}: divide its goal into plans of two or three tasks each that an agent with a fresh context can carry out from the plan alone.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Begin at the goal: write down what must be true when the phase is done (`must_haves`: truths that can be observed, artifacts, and key_links that connect them), then the tasks that make it true.",
      "Every success criterion and every requirement of the phase is covered by a plan; the ids stand in its `requirements`.",
      "Decisions about the phase hold: plan what they say, and nothing that they defer.",
      "`depends_on` names the ids of the plans that must be done before; DGS computes `wave` from it and from `files_modified`.",
      "`files_modified` names every file that the plan makes or changes, relative to its repository. Look whether files that you build on are there.",
      "Every task has a name, its files, an action that leaves nothing to guess (names, values, what to leave out), and a command in `<automated>` that verifies it and ends by itself: no watch mode, no server.",
      "Only what no program can do, decide or look at becomes a task of the type `checkpoint:human-action`, `checkpoint:decision` (with its options) or `checkpoint:human-verify`; its plan then says `autonomous: false`.",
      "Plan nothing for later phases and no placeholder. A phase has at most 30 plans, and mostly fewer than six.",
      "`read_first` and `@path` in <context> name only what is there or is made before.",
      "VALIDATION.md names the command of the whole test suite, and in its map a command for each requirement of the phase.",
    ],
    results: [
      { file: `${phase}-NN-PLAN.md`, purpose: "one file per plan, NN from 01", example: planExample({ phase, number: "01", gapClosure: false }) },
      validationResult(phase),
    ],
    blocked: [
      "What is merely open you decide yourself; say so in the objective of the plan that it concerns.",
      "Where the roadmap does not have the phase, or two inputs contradict each other in what is to be built, refuse and name the places.",
    ],
  };
}

function validationResult(phase: string): PromptResult {
  return {
    file: `${phase}-VALIDATION.md`,
    purpose: "how the phase is tested",
    example: ["---", `phase: ${phase}`, "status: draft", "---", "", `# Phase ${phase} Validation`, "", "## Test Infrastructure", "", "| Property | Value |", "|----------|-------|", "| Full suite command | `npm test` |", "", "## Verification Map", "", "| Task ID | Plan | Requirement | Automated Command |", "|---|---|---|---|", `| ${phase}-01-01 | 01 | TIME-01 | \`npm test\` |`].join("\n"),
  };
}

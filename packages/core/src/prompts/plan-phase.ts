import type { Prompt, PromptInput, PromptResult } from "./prompt.js";

const READ_ONLY = "Change nothing in the repository: your whole result is what you leave in the outbox.";

/** An example of a plan that passes DGS's own check. */
function planExample(phase: string, number: string, gapClosure: boolean): string {
  return [
    "---",
    `phase: ${phase}`,
    `plan: ${number}`,
    "type: execute",
    "wave: 1",
    "depends_on: []",
    "files_modified: [src/parse.ts, test/parse.test.ts]",
    "autonomous: true",
    ...(gapClosure ? ["gap_closure: true"] : []),
    "must_haves:",
    "  truths:",
    '    - "`1h 30m` is parsed to 5400 seconds"',
    "---",
    "",
    "<objective>",
    "Parse durations written by people.",
    "",
    "Purpose: the scheduler needs seconds.",
    "Output: src/parse.ts and its tests.",
    "</objective>",
    "",
    "<tasks>",
    "",
    '<task type="auto">',
    "  <name>Task 1: parser</name>",
    "  <files>src/parse.ts, test/parse.test.ts</files>",
    "  <action>Write parse(text): number …</action>",
    "  <verify><automated>npm test</automated></verify>",
    "  <done>every unit is parsed, everything else is refused</done>",
    "</task>",
    "",
    "</tasks>",
  ].join("\n");
}

/** The prompt for the planner of a phase. */
export function planPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Plan phase ${phase}: divide its goal into plans of two or three tasks each that an agent with a fresh context can carry out from the plan alone.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Every success criterion and every requirement of the phase is covered by a plan.",
      "Plans that do not depend on each other and change different files get the same wave; `depends_on` names the ids of the plans that must be done before.",
      "Every task has a name, its files, an action that leaves nothing to guess, and a command that verifies it and ends by itself.",
      "VALIDATION.md names the command that runs the whole test suite of the phase.",
    ],
    results: [
      { file: `${phase}-NN-PLAN.md`, purpose: "one file per plan, NN from 01", example: planExample(phase, "01", false) },
      validationResult(phase),
    ],
  };
}

function validationResult(phase: string): PromptResult {
  return {
    file: `${phase}-VALIDATION.md`,
    purpose: "how the phase is tested",
    example: ["---", `phase: ${phase}`, "status: draft", "---", "", `# Phase ${phase} Validation`, "", "## Test Infrastructure", "", "| Property | Value |", "|----------|-------|", "| Full suite command | `npm test` |"].join("\n"),
  };
}

/** The prompt for planning what closes the gaps of an audited phase: exactly one plan. (Seed 000, "How It Works", stage 5) */
export function closeGapsPrompt(plan: { readonly id: string; readonly phase: string }, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const number = plan.id.slice(plan.id.lastIndexOf("-") + 1);
  return {
    objective: `Find the causes of the gaps of phase ${plan.phase} and write the one plan that closes them.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Look for the cause, not for the quickest way to a green test: a plan that weakens, skips or deletes a test is refused.",
      "The front matter says `gap_closure: true`.",
      "Every task verifies with the command that failed.",
    ],
    results: [{ file: `${plan.id}-PLAN.md`, purpose: "the gap-closure plan", example: planExample(plan.phase, number, true) }],
  };
}

/** The prompt for the discussion of a phase when nobody can be asked. */
export function discussPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Prepare phase ${phase}: decide the questions that its planner will have, and mark each decision as assumed, because nobody can be asked now.`,
    inputs,
    findings,
    rules: [READ_ONLY, "Decide what the roadmap, the requirements and the code imply; leave out what they already say.", "Put ideas that belong to other phases under deferred."],
    results: [
      {
        file: `${phase}-CONTEXT.md`,
        purpose: "the decisions",
        example: [`# Phase ${phase} Context`, "", "**Status:** Ready for planning", "", "<decisions>", "- **D-01:** Durations are parsed strictly (assumed)", "</decisions>", "", "<deferred>", "None.", "</deferred>"].join("\n"),
      },
    ],
  };
}

/** The prompt for the map of the code base. */
export function mapCodebasePrompt(inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: "Describe the code base for agents that will plan and change it and have never seen it.",
    inputs,
    findings,
    rules: [READ_ONLY, "Write what is there, with paths; no advice.", "Never copy a secret into a document."],
    results: ["STACK", "ARCHITECTURE", "STRUCTURE", "CONVENTIONS", "TESTING", "INTEGRATIONS", "CONCERNS"].map((name) => ({ file: `${name}.md`, purpose: `the ${name.toLowerCase()} of the code base (leave out what does not apply)` })),
  };
}

/** The prompt for the verifier of a phase's goal. (Seed 004, "verify_phase_goal") */
export function verifyPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Verify that phase ${phase} reached its goal, not just that its tasks were done: look at the code that is there.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Believe no summary. Check every success criterion and every must-have against the files.",
      "status is `gaps_found` when any of them fails, else `human_needed` when only a person can judge one, else `passed`.",
    ],
    results: [
      {
        file: `${phase}-VERIFICATION.md`,
        purpose: "the verdict",
        example: ["---", `phase: ${phase}`, "status: gaps_found", "score: 1/2 must-haves verified", "gaps:", '  - truth: "unknown units are refused"', "    status: failed", '    reason: "src/parse.ts returns NaN"', "---", "", `# Phase ${phase} Verification`, "", "## Goal Achievement", "", "…"].join("\n"),
      },
    ],
  };
}

/** The prompt for the integration checker of a milestone. */
export function auditMilestonePrompt(version: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Check milestone ${version} as a whole: do its phases work together, and is every requirement met?`,
    inputs,
    findings,
    rules: [READ_ONLY, "Report only gaps that you can show in the files, each with a path.", "An empty list of gaps is a good answer when it is true."],
    results: [{ file: "findings.json", purpose: "the gaps you found", example: '{"gaps": [{"kind": "integration", "phase": "2", "text": "src/cli.ts never calls parse()"}], "notes": "…"}' }],
  };
}

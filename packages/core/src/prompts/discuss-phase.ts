import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/** The prompt for the discussion of a phase when nobody can be asked. Inputs: project, roadmap, requirements. (formats.md 12) */
export function discussPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Prepare phase ${phase}: decide the questions that its planner will have, and mark each decision as assumed, because nobody can be asked now.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Ask what two able engineers would build differently from the same roadmap: what a user sees, names and formats, limits, what happens on errors, what exists already and is to be used. Decide that, in a handful of decisions; how the code is written is the planner's.",
      "Decide what the roadmap, the requirements and the code imply, and give the reason in half a sentence; leave out what they already say. Where nothing speaks for either side, take what is easier to change later.",
      "Numbers run from D-01. Each decision is one sentence that can be checked, and ends with `(assumed)`.",
      "Name under canonical_refs the files and documents that the planner has to read, with paths.",
      "Put ideas that belong to other phases under deferred. The goal of the phase is given: make it neither larger nor smaller.",
    ],
    results: [{ file: `${phase}-CONTEXT.md`, purpose: "the decisions", example: example(phase) }],
    blocked: ["An open question is no reason to refuse: decide it, and say what it would cost to have decided wrongly. Refuse where the roadmap does not have the phase."],
  };
}

function example(phase: string): string {
  return [
    `# Phase ${phase} Context`,
    "",
    "**Status:** Ready for planning",
    "",
    "<domain>",
    "People write durations; the scheduler gets seconds.",
    "</domain>",
    "",
    "<decisions>",
    "- **D-01:** Durations are parsed strictly, as the scheduler has no way to ask back (assumed)",
    "</decisions>",
    "",
    "<canonical_refs>",
    "- `src/schedule.ts`: takes seconds",
    "</canonical_refs>",
    "",
    "<deferred>",
    "None.",
    "</deferred>",
  ].join("\n");
}

import type { Prompt, PromptInput } from "./prompt.js";
import { RESEARCH_BLOCKED, RESEARCH_RULES } from "./research-rules.js";

/** The prompt for the researcher of a phase, before it is planned. Inputs: project, roadmap, requirements, the phase's decisions, the map of the code base. (formats.md 12) */
export function researchPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Find out what the planner of phase ${phase} must know to plan it well: what to build it with, how that is used rightly, and what goes wrong.`,
    inputs,
    findings,
    rules: [
      ...RESEARCH_RULES,
      "Decisions about the phase hold: copy them into user_constraints, and look into how to carry them out, not into what else could have been decided. Leave alone what they defer.",
      "Look first at what the repository uses already. Something new needs a reason, and has to fit the versions that are there.",
      "Don't Hand-Roll names what looks easy and is not, and what does it instead. Common Pitfalls names how each shows itself. Code Examples are a few lines, from a source that you name.",
      "Validation Architecture says how the phase is tested: the framework that is there, the command for one test and for all, and what has to be made first.",
      "Leave a part out where there is nothing to say.",
    ],
    results: [{ file: `${phase}-RESEARCH.md`, purpose: "what was found out", example: example(phase) }],
    blocked: [...RESEARCH_BLOCKED, "Refuse where the roadmap does not have the phase."],
  };
}

function example(phase: string): string {
  return [
    `# Phase ${phase} Research`,
    "",
    "<user_constraints>",
    "- **D-01:** Durations are parsed strictly",
    "</user_constraints>",
    "",
    "## Standard Stack",
    "",
    "| What | Version | For | Confidence |",
    "|------|---------|-----|------------|",
    "| none: a regular expression | - | five units need no library | HIGH |",
    "",
    "## Architecture Patterns",
    "",
    "## Don't Hand-Roll",
    "",
    "## Common Pitfalls",
    "",
    "- `m` is minutes here and months elsewhere: shows itself as 60-fold errors (HIGH)",
    "",
    "## Code Examples",
    "",
    "## Validation Architecture",
    "",
    "vitest is there: `npx vitest run test/parse.test.ts` for one, `npm test` for all.",
    "",
    "## Open Questions",
    "",
    "## Sources",
    "",
    "- https://www.iso.org/iso-8601-date-and-time-format.html",
    "",
    "## Metadata",
    "",
    "Looked up on the web. Confidence as a whole: HIGH.",
  ].join("\n");
}

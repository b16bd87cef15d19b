import type { Prompt, PromptInput } from "./prompt.js";
import { NO_SECRETS, READ_ONLY } from "./reading-rules.js";

/** The prompt for the synthesizer, who makes one document of what the researchers of a project found. Inputs: project, STACK, FEATURES, ARCHITECTURE, PITFALLS. (formats.md 1) */
export function synthesizeResearchPrompt(inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: "Make one summary of the research that stands under Inputs, from which a roadmap can be made without reading the rest.",
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Add no claim that the research does not make, and raise no confidence. Say in which document each part stands.",
      "Where two documents contradict each other, say so with both places and go with the better source; where none is better, it is an open question.",
      "Suggest the phases that follow: each with what it delivers, why it comes at that place, which pitfalls it has to avoid, and whether it needs research of its own before it is planned.",
      "At most some 150 lines: what decides the roadmap, not what is good to know.",
      NO_SECRETS,
    ],
    results: [{ file: "SUMMARY.md", purpose: "the summary of the research", example: EXAMPLE }],
    blocked: ["A document that is missing or empty is named under Gaps, and nothing is made up in its place. Refuse where no research stands under Inputs."],
  };
}

const EXAMPLE = [
  "# Research Summary",
  "",
  "**A small scheduler on Node, its parser first; clock changes are what goes wrong most.**",
  "",
  "## Key Findings",
  "",
  "- Node 24 LTS, no framework (STACK.md, HIGH)",
  "",
  "## Implications for the Roadmap",
  "",
  "1. **Parser**: the scheduler needs seconds. Avoids: units with two meanings. Research of its own: no",
  "",
  "## Contradictions",
  "",
  "None.",
  "",
  "## Gaps",
  "",
  "- how many jobs run at a time: nobody knows yet",
  "",
  "## Confidence",
  "",
  "HIGH for the stack, MEDIUM for the features.",
].join("\n");

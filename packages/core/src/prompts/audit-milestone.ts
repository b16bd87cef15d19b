import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY, SHOW_PLACES } from "./reading-rules.js";

/** The prompt for the integration checker of a milestone. Inputs: roadmap, requirements, the summaries of all plans. (formats.md 15) */
export function auditMilestonePrompt(version: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Check milestone ${version} as a whole: do its phases work together, and is every requirement met?`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "requirement: follow each requirement of the milestone from where a user meets it to the code that does it. It is met where that way is whole, not where a summary says so.",
      "integration: ask of what one phase makes for others whether they use it, by the names and in the form that it has; and whether two phases do the same thing in two ways.",
      "flow: go through what a user does from the beginning to the end, across phases, also where something fails on the way.",
      "Report only gaps that you can show in the files, each with a path. `phase` is the phase that the gap is best closed in; leave it out where there is none.",
      "DGS runs the tests and counts the phases itself: what these show you need not repeat.",
      SHOW_PLACES,
      "An empty list of gaps is a good answer when it is true.",
    ],
    results: [{ file: "findings.json", purpose: "the gaps you found; `kind` is requirement, integration or flow, and `notes` is what a reader of the audit should know besides", example: '{"gaps": [{"kind": "integration", "phase": "2", "text": "src/cli.ts:30 never calls parse()"}], "notes": "…"}' }],
    blocked: ["A requirement that cannot be understood is a gap that says so. Refuse where neither roadmap nor requirements stand under Inputs."],
  };
}

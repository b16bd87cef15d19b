import type { Prompt, PromptInput } from "./prompt.js";
import { WORKING_RULES } from "./working-rules.js";

/** The prompt for a trivial change that goes straight to the base branch. The description is data: it stands in a fence. (Seed 000, "When You're Mid-Quick") */
export function fastPrompt(description: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: "Make the trivial change that stands under Inputs as \"The change\": one to ten lines, and nothing besides.",
    inputs: [{ title: "The change", text: description }, ...inputs],
    findings,
    rules: [
      ...WORKING_RULES,
      "Do not commit: leave the change uncommitted, DGS makes the one commit.",
      "Change no line that the description does not ask for: no tidying up, no reformatting, no renaming.",
      "Where it takes more than a few lines, change nothing and say so in `result.json`: then it is work for `dgs quick`.",
    ],
    results: [{ file: "SUMMARY.md", purpose: "optional: one sentence on what was changed" }],
  };
}

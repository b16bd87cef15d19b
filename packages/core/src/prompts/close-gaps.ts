import { type GapEvidence, gapInputs } from "./gap-evidence.js";
import { planExample } from "./plan-example.js";
import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/**
 * The prompt for the debugger that finds the causes of a phase's gaps and plans what closes them: exactly one plan.
 * Inputs: every plan of the phase and its summary. (Seed 000, "How It Works", stage 5)
 */
export function closeGapsPrompt(plan: { readonly id: string; readonly phase: string }, evidence: GapEvidence, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const number = plan.id.slice(plan.id.lastIndexOf("-") + 1);
  return {
    objective: `Find the causes of the gaps of phase ${plan.phase} and write the one plan that closes them.`,
    inputs: [...gapInputs(evidence), ...inputs],
    findings,
    rules: [
      READ_ONLY,
      "Reproduce a failure before you explain it: run the command that failed, and follow what it says to the line that is wrong. Gaps that have one cause are closed by one task.",
      "Look for the cause, not for the quickest way to a green test: a plan that weakens, skips or deletes a test is refused. Where the test itself is wrong, the task says what in the plans or requirements shows that.",
      "The objective names each cause with file and line. Where you could not prove it, say that it is likely, and let the first task prove it.",
      "The front matter says `gap_closure: true`, and `files_modified` names every file that is to be changed.",
      "Every task verifies with the command that failed.",
      "Change nothing that no gap asks for.",
    ],
    results: [{ file: `${plan.id}-PLAN.md`, purpose: "the gap-closure plan", example: planExample({ phase: plan.phase, number, gapClosure: true }) }],
    blocked: [
      "A failure that you cannot reproduce still gets a task: say what you tried, and let the task find out more with the command that failed.",
      "Where the cause lies outside of the code (a missing program, no network, a service that is down), refuse and say which: no plan mends that.",
    ],
  };
}

import { type CommandFailure, failureInputs } from "./gap-evidence.js";
import { planExample } from "./plan-example.js";
import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/** A gap whose cause was looked for. */
export interface GapToClose {
  readonly id: string;
  readonly truth: string;
  readonly why?: string | undefined;
  /** `undefined` where the cause stays unknown. */
  readonly rootCause?: string | undefined;
}

/**
 * The prompt for the planner that writes the plans that close the gaps of a phase. `first` is the id of the first plan that is not there yet. Inputs: every plan of
 * the phase and its summary, and what a plan checker found in an earlier try. (Seed 000, "How It Works", stage 5)
 */
export function closeGapsPrompt(plans: { readonly first: string; readonly phase: string }, gaps: readonly GapToClose[], failures: readonly CommandFailure[], inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const number = plans.first.slice(plans.first.lastIndexOf("-") + 1);
  return {
    objective: `Write the plans that close the gaps of phase ${plans.phase} that stand under Inputs as "The gaps": as few as there are causes, mostly one.`,
    inputs: [{ title: "The gaps", text: gaps.map(formatGap).join("\n") }, ...failureInputs(failures), ...inputs],
    findings,
    rules: [
      READ_ONLY,
      "Every gap is closed by a task, which names it by its id. Gaps that have one cause are closed by one task; what has nothing to do with each other and changes different files goes into different plans of one wave.",
      "Close the cause, not the quickest way to a green test: a plan that weakens, skips or deletes a test is refused. Where the test itself is wrong, the task says what in the plans or requirements shows that.",
      "The objective names each cause with file and line. Where it was not proved, say that it is likely, and let the first task prove it.",
      "The front matter of each plan says `gap_closure: true`, and `files_modified` names every file that is to be changed.",
      "Every task verifies with the command that failed, or with one that fails while the gap is open.",
      "Change nothing that no gap asks for.",
    ],
    results: [{ file: `${plans.first}-PLAN.md`, purpose: "the first gap-closure plan; the next ones count on from there", example: planExample({ phase: plans.phase, number, gapClosure: true }) }],
    blocked: [
      "A gap whose cause is unknown still gets a task: it finds out more with the command that failed, and closes the gap then.",
      "Where the cause lies outside of the code (a missing program, no network, a service that is down), refuse and say which: no plan mends that.",
    ],
  };
}

function formatGap({ id, truth, why, rootCause }: GapToClose): string {
  return [`${id}: ${truth}`, ...(why === undefined ? [] : [`  found: ${why}`]), `  cause: ${rootCause ?? "unknown"}`].join("\n");
}

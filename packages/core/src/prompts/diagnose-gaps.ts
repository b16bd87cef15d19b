import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY, SHOW_PLACES } from "./reading-rules.js";

/** A gap as an audit wrote it down, with its id in that file. */
export interface GapToDiagnose {
  readonly id: string;
  readonly truth: string;
  readonly reason?: string | undefined;
}

/**
 * The prompt for the debugger that finds the causes of gaps and plans nothing: its answer becomes `root_cause`, `artifacts` and
 * `missing` of each gap. Inputs: what failing commands printed, plans and summaries of the phase. (Seed 000, "Phase Audit", stage 5; formats.md 14)
 */
export function diagnoseGapsPrompt(phase: string, gaps: readonly GapToDiagnose[], inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Find the cause of every gap of phase ${phase} that stands under Inputs as "The gaps". Find causes only: others plan and mend.`,
    inputs: [{ title: "The gaps", text: gaps.map(({ id, truth, reason }) => `${id}: ${truth}${reason === undefined ? "" : `\n  found: ${reason}`}`).join("\n") }, ...inputs],
    findings,
    rules: [
      READ_ONLY,
      "Reproduce what can be reproduced: run the command that failed as it stands. Try changes out in the folder for temporary files, not here.",
      "Make a guess, say to yourself what you would see if it were wrong, and look for exactly that. Go on until one guess is left that explains everything that was seen.",
      "`certainty` is `proved` where you have seen the cause at work (a run, a value, a line that cannot do otherwise), else `likely`.",
      "Several gaps may have one cause: say so by the same words. A symptom in other words is no cause.",
      SHOW_PLACES,
      "Every gap is answered once, by its id. `missing` says what has to be there for the gap to be closed, not how to write it.",
    ],
    results: [
      {
        file: "diagnosis.json",
        purpose: "the cause of each gap",
        example: JSON.stringify({ gaps: [{ id: "G-01", root_cause: "src/parse.ts:41 multiplies by a unit that the table does not have", certainty: "proved", evidence: ["parse(\"3 fortnights\") returns NaN"], artifacts: [{ path: "src/parse.ts", issue: "no branch for an unknown unit" }], missing: ["an error that names the unit"] }] }),
      },
    ],
    blocked: ["Where a cause stays unknown, `root_cause` is `unknown` and `evidence` says what you tried and what it showed: that is an answer, not a reason to refuse."],
  };
}

import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY, SHOW_PLACES } from "./reading-rules.js";

/** What a phase verifier is to look at. */
export interface StructureCheck {
  readonly phase: string;
  /** The gaps of the audit before this one, where only these are to be looked at again (`--rerun-failed`); absent: everything is. */
  readonly again?: readonly string[];
}

/**
 * The prompt for the phase verifier, the second layer of a phase's audit: what the plans promise is held against the files.
 * Inputs: every plan and its summary. (Seed 000, "Phase Audit"; formats.md 14)
 */
export function verifyStructurePrompt(check: StructureCheck, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const { phase, again } = check;
  return {
    objective: again === undefined
      ? `Hold what the plans of phase ${phase} promise against the files that are there, plan by plan.`
      : `Look again at what an earlier audit of phase ${phase} found missing, as it stands under Inputs as "Gaps of the earlier audit": which of it is there now?`,
    inputs: [...(again === undefined ? [] : [{ title: "Gaps of the earlier audit", text: again.join("\n") }]), ...inputs],
    findings,
    rules: [
      READ_ONLY,
      "Of every file that a plan must leave behind, ask in this order and stop at the first no. Is it there? Is it more than a stub (no empty body, no constant in place of an answer, no test that asserts nothing)? Does it export and contain what the plan says? Is it used from where the program starts, or by its test runner?",
      "Ask of every key_link whether the one end really uses the other, and of whatever a plan takes from earlier phases whether it is there by that name.",
      "Ask of every truth whether the code can make it so. Do not run the tests: DGS runs them, and knows how they came out.",
      "Believe no summary: it tells where to look, not what is true.",
      "severity is `blocker` where the phase's goal cannot be reached, `major` where a promise is not kept, `minor` where it is kept in another way than the plan says, `cosmetic` otherwise.",
      SHOW_PLACES,
      "`checked` names every plan that you held against the files. An empty list of gaps is a good answer when it is true.",
    ],
    results: [
      {
        file: "structure.json",
        purpose: "what you looked at, and what is missing; `status` is failed or partial",
        example: JSON.stringify({ checked: [`${phase}-01`], gaps: [{ plan: `${phase}-01`, truth: "src/parse.ts exports parse", status: "failed", reason: "src/parse.ts:1 exports nothing", severity: "major", artifacts: [{ path: "src/parse.ts", issue: "no export" }], missing: ["export parse"] }] }),
      },
    ],
    blocked: ["A plan that cannot be understood is left out of `checked`; say in a gap of it what is unclear. Refuse where no plan stands under Inputs."],
  };
}

import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY, SHOW_PLACES } from "./reading-rules.js";

/** The prompt for the verifier of a phase's goal. Inputs: roadmap, requirements, every plan and its summary. (Seed 004, "verify_phase_goal"; formats.md 13) */
export function verifyPhasePrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Verify that phase ${phase} reached its goal, not just that its tasks were done: look at the code that is there.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Believe no summary: it tells where to look, not what is true.",
      "Check every success criterion of the roadmap and every must-have of the plans against the files: is it there, is it more than a stub, and does something that a user reaches use it? The score counts these.",
      "status is `gaps_found` when any of them fails, else `human_needed` when only a person can judge one, else `passed`. With `passed` there are no gaps and the score is full.",
      "A gap is `failed` or `partial` and says why; what only a person can judge goes to `human_verification` with `test`, `expected` and `why_human`.",
      "What the roadmap promises for a later phase is no gap: list it under a heading Deferred.",
      "A file that a plan must leave behind and that is not there is a gap, unless the text names it and says why it is not needed any more.",
      SHOW_PLACES,
    ],
    results: [{ file: `${phase}-VERIFICATION.md`, purpose: "the verdict", example: example(phase) }],
    blocked: ["What you cannot find out by reading is an item for a person, not a reason to refuse. Refuse where the goal of the phase does not stand under Inputs."],
  };
}

function example(phase: string): string {
  return [
    "---",
    `phase: ${phase}`,
    "status: gaps_found",
    "score: 1/2 must-haves verified",
    "gaps:",
    '  - truth: "unknown units are refused"',
    "    status: failed",
    '    reason: "src/parse.ts:41 returns NaN"',
    "    artifacts:",
    "      - path: src/parse.ts",
    '        issue: "no branch for an unknown unit"',
    "    missing:",
    '      - "an error that names the unit"',
    "---",
    "",
    `# Phase ${phase} Verification`,
    "",
    "## Goal Achievement",
    "",
    "| # | Truth | Status | Evidence |",
    "|---|-------|--------|----------|",
    "| 1 | `1h 30m` is 5400 seconds | ✓ VERIFIED | src/parse.ts:12, called in src/cli.ts:30 |",
    "| 2 | unknown units are refused | ✗ FAILED | src/parse.ts:41 returns NaN |",
  ].join("\n");
}

import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY, SHOW_PLACES } from "./reading-rules.js";

/**
 * The prompt for the checker of a phase's plans, before anybody carries them out. Inputs: what the planner had, and every plan
 * with the validation. (formats.md 7.3, 8)
 */
export function checkPlansPrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Check the plans of phase ${phase} before they are carried out: would the phase reach its goal if agents did exactly what stands in them, and nothing else?`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Read each plan as its executor will, who knows nothing but the plan and the repository: look whether the files, commands and names that it builds on are there, or are made by a plan before it.",
      "coverage: every success criterion, requirement and decision of the phase is met by a task, not merely named.",
      "task: each has files, an action without guesswork, and a check that would fail if the task were not done.",
      "dependency: `depends_on` is complete and without a circle; no two plans of one wave change the same file.",
      "wiring: what is made is also called, shown or registered somewhere; key_links say where.",
      "scope: two or three tasks a plan, nothing of later phases, nothing that a decision defers.",
      "Severity is `blocker` where carrying the plan out as it stands would miss the goal, break another plan's work or leave the executor to guess, else `warning`. Matters of taste are no issue.",
      SHOW_PLACES,
      "DGS has checked the form of the plans already. An empty list of issues is a good answer when it is true.",
    ],
    results: [
      {
        file: "plan-check.json",
        purpose: "what is wrong with the plans; `kind` is coverage, task, dependency, wiring or scope, `plan` and `task` are left out where it concerns none",
        example: JSON.stringify({ issues: [{ plan: `${phase}-01`, task: 2, severity: "blocker", kind: "wiring", text: "parse() is written and never called: src/cli.ts:12 still uses Number()", fix: "let task 2 call it there" }] }),
      },
    ],
    blocked: ["A plan that is missing or cannot be understood is an issue. Refuse only where the goal of the phase does not stand under Inputs."],
  };
}

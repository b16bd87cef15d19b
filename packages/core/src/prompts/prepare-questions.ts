import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/** The prompt for the questions that a person decides before a phase is planned. Inputs: project, roadmap, requirements, decisions of this and of earlier phases, the map of the code. (formats.md 12) */
export function prepareQuestionsPrompt(phase: string, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Prepare the discussion of phase ${phase}: the questions that a person has to decide before it is planned. DGS asks them one by one.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Ask what two able engineers would build differently from the same roadmap: what a user sees, names and formats, limits, what happens on errors, what exists already and is to be used. How the code is written is the planner's.",
      "Ask 1 to 12 questions, the most far-reaching first, and none that the decisions, the requirements, earlier phases or the code settle already.",
      "A question stands by itself: the person has only it, `why` (what depends on it) and the options.",
      "Offer 2 to 5 options that exclude each other, each with what follows from it. Recommend exactly one: what the code and the documents speak for, else what is easier to change later.",
      "`domain` says in one or two sentences what the phase delivers and where it ends; the goal is given, make it neither larger nor smaller.",
      "Name under canonical_refs what the planner has to read, and under code_context what is there already and is to be used, with paths that you have seen.",
    ],
    results: [{ file: "questions.json", purpose: "the questions", example: JSON.stringify(EXAMPLE) }],
    blocked: ["Where nothing seems open ask the one question whose answer is least certain. Refuse where the roadmap does not have the phase."],
  };
}

const EXAMPLE = {
  domain: "People write durations; the scheduler gets seconds.",
  questions: [
    {
      ...{ id: "Q-01", topic: "Unknown units", question: "What happens to `3 fortnights`?", why: "The scheduler cannot ask back." },
      options: [
        { label: "It is refused by its name", consequence: "The person sees what to correct", recommended: true },
        { label: "It counts as 0", consequence: "The job starts at once" },
      ],
    },
  ],
  canonical_refs: [{ path: "src/schedule.ts", text: "takes seconds" }],
  code_context: [{ path: "src/units.ts", text: "the table of units" }],
};

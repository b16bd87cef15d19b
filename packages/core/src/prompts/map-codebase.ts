import type { Prompt, PromptInput } from "./prompt.js";
import { NO_SECRETS, READ_ONLY } from "./reading-rules.js";

/** The documents of a map of the code base, each with what it tells. (formats.md 1) */
const DOCUMENTS: readonly (readonly [file: string, purpose: string])[] = [
  ["STACK.md", "languages, runtime, frameworks and tools with their versions, and where each is declared"],
  ["ARCHITECTURE.md", "the parts, what each is for, how a request or a run goes through them, where it starts"],
  ["STRUCTURE.md", "the folders, what belongs into which, and where a new part of each kind would go"],
  ["CONVENTIONS.md", "how code is written here: names, errors, imports, comments; each with one place that shows it"],
  ["TESTING.md", "how tests are run (the commands), where they lie, how they are written, what they leave out"],
  ["INTEGRATIONS.md", "services, databases and programs that the code talks to, and how it is told where they are"],
  ["CONCERNS.md", "what is known to be fragile, unfinished or slow, each with its place"],
];

/** The prompt for the map of the code base. Inputs: the project. (Seed 000, "Integration with Milestone Jobs") */
export function mapCodebasePrompt(inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: "Describe the code base for agents that will plan and change it and have never seen it.",
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Write what is there, with paths in backticks and commands that can be run as they stand; no advice, no praise.",
      "Look before you write: read what declares the tools, where the program starts, and two or three files of every part. Leave out generated files, dependencies and what git ignores.",
      "Say what is usual and where it is not kept, rather than list files. A document has at most some 150 lines.",
      NO_SECRETS,
      "Write only these documents, and leave out those that do not apply.",
    ],
    results: DOCUMENTS.map(([file, purpose], index) => ({ file, purpose, ...(index === 0 ? { example: EXAMPLE } : {}) })),
    blocked: ["Of an empty repository, write STACK.md alone and say in it that nothing is there yet. What you cannot find out you leave out, or name as not found."],
  };
}

const EXAMPLE = ["# Stack", "", "- TypeScript 5.9 on Node 22 (`package.json`, `engines`)", "- Tests: vitest 4, run by `npm test`", "- No framework: `src/main.ts` starts the program and parses its arguments itself"].join("\n");

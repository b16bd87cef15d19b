import type { Prompt, PromptInput } from "./prompt.js";
import { NO_SECRETS, READ_ONLY } from "./reading-rules.js";

/** The agents that describe a repo side by side, each with the documents that it leaves. (formats.md 1) */
export const CODEBASE_MAPPERS = Object.freeze({
  stack: ["STACK.md", "INTEGRATIONS.md"],
  architecture: ["ARCHITECTURE.md", "STRUCTURE.md"],
  quality: ["CONVENTIONS.md", "TESTING.md"],
  concerns: ["CONCERNS.md"],
} as const);

/** One of {@link CODEBASE_MAPPERS}. */
export type CodebaseMapper = keyof typeof CODEBASE_MAPPERS;

interface MapperWords {
  readonly objective: string;
  readonly documents: readonly (readonly [file: string, purpose: string])[];
  readonly rule: string;
  readonly example: readonly string[];
}

const MAPPERS: Readonly<Record<CodebaseMapper, MapperWords>> = Object.freeze({
  stack: {
    objective: "what it is built with, and what it talks to outside of itself",
    documents: [
      ["STACK.md", "languages, runtime, frameworks and tools with their versions, and where each is declared"],
      ["INTEGRATIONS.md", "services, databases and programs that the code talks to, and how it is told where they are"],
    ],
    rule: "Say what a dependency is used for where a reader would not know, and leave the long tail of them to the manifest.",
    example: ["# Stack", "", "- TypeScript 5.9 on Node 22 (`package.json`, `engines`)", "- Tests: vitest 4, run by `npm test`", "- No framework: `src/main.ts` starts the program and parses its arguments itself"],
  },
  architecture: {
    objective: "its parts, how they work together, and where things lie",
    documents: [
      ["ARCHITECTURE.md", "the parts, what each is for, how a request or a run goes through them, where it starts"],
      ["STRUCTURE.md", "the folders, what belongs into which, and where a new part of each kind would go"],
    ],
    rule: "Follow one request or run from where it starts to where it ends before you write how they go.",
    example: ["# Architecture", "", "- `src/parse.ts`: text to seconds; knows nothing of the clock", "- `src/run.ts`: asks `parse`, then sleeps", "", "## How a run goes", "", "1. `src/main.ts` reads the arguments and calls `run`"],
  },
  quality: {
    objective: "how code is written here, and how it is tested",
    documents: [
      ["CONVENTIONS.md", "how code is written here: names, errors, imports, comments; each with one place that shows it"],
      ["TESTING.md", "how tests are run (the commands), where they lie, how they are written, what they leave out"],
    ],
    rule: "Take as a convention what most files do, and say where it is written down or checked. Name a test command only where something declares it.",
    example: ["# Conventions", "", "- Errors are values, `{ type: \"refused\", … }` (`src/refusal.ts:4`); only broken promises throw", "- File names in kebab-case, checked by `eslint.config.js`"],
  },
  concerns: {
    objective: "what in it is fragile, unfinished, slow or unsafe",
    documents: [["CONCERNS.md", "what is known to be fragile, unfinished, slow or unsafe, each with its place, what can come of it, and how sure you are"]],
    rule: "Only what you have seen in the code, the worst first. A mark such as TODO counts where it tells of something that does not work.",
    example: ["# Concerns", "", "- `src/parse.ts:41` multiplies by a unit that the table may not have: NaN goes on into the database. Certain", "- No test covers `src/run.ts`; its timers are hard to stop. Likely to break when it is changed"],
  },
});

/**
 * The prompt for one of the agents that describe a repo. Inputs: the facts that code found, the project, and documents that people changed. (Seed 000, "Integration with Milestone Jobs")
 * @param repo The name of the repo, where there are several.
 */
export function mapCodebasePrompt(mapper: CodebaseMapper, repo: string | undefined, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const { objective, documents, rule, example } = MAPPERS[mapper];
  return {
    objective: `Describe ${repo === undefined ? "the code base" : `the repo ${repo}`} for agents that will plan and change it and have never seen it: ${objective}. Others describe the rest of it at the same time.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "The facts were found by code, from what git tracks: take them as they are, do not count again, and say what they cannot tell.",
      "What people wrote into a document of yours holds: keep what it says, and correct it only where the code shows that it is not so any more.",
      "Write what is there, with paths in backticks and commands that can be run as they stand; no advice, no praise.",
      "Look before you write: read where the program starts, and two or three files of every part. Leave out generated files, dependencies and what git ignores.",
      rule,
      "Say what is usual and where it is not kept, rather than list files. A document has at most some 150 lines, and no front matter.",
      NO_SECRETS,
    ],
    results: documents.map(([file, purpose], index) => ({ file, purpose, ...(index === 0 ? { example: example.join("\n") } : {}) })),
    blocked: ["A document that does not apply here has its title and one line, `Not applicable: ` with the reason. What you cannot find out you leave out, or name as not found."],
  };
}

/** The prompt for how several repos work together. Inputs: the links that code found, the facts of each repo, what was written of each one's architecture and integrations. */
export function mapCrossRepoPrompt(repos: readonly string[], inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Describe how the repos ${repos.join(", ")} work together, for agents that will plan changes over several of them.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "The links and facts were found by code, from manifests: take them as they are. What goes over the wire, through a database or by a copied file they cannot tell: look for that.",
      "Say of each link who calls whom, by what (package, HTTP, queue, table, file), where both ends are in the code, and who has to change first.",
      "Write what is there, with paths that begin with the name of the repo, in backticks; no advice, no praise. At most some 150 lines, and no front matter.",
      NO_SECRETS,
    ],
    results: [{ file: "CROSS-REPO.md", purpose: "how the repos depend on each other, each link with both ends, and the order in which a change goes through them", example: ["# Cross-Repo", "", "- web calls api over HTTP: `web/src/client.ts:12` asks `/v1/jobs`, answered by `api/src/routes/jobs.ts:8`", "- worker reads the table `jobs` that api writes: a column is added in api first"].join("\n") }],
    blocked: ["Where the repos have nothing to do with each other, the document has its title and one line that says so. What you cannot find out you name as not found."],
  };
}

import type { Prompt, PromptInput } from "./prompt.js";
import { WORKING_RULES } from "./working-rules.js";

/** What the agent of a quick is told to do. */
export interface QuickTask {
  readonly title: string;
  /** `full`: tests and docs are expected; `debug`: the work is an investigation. (Seed 000, "dgs:quick") */
  readonly guidance: readonly ("full" | "debug")[];
  /** The other repos of the product, each with the folder that may be changed. */
  readonly others: readonly { readonly repo: string; readonly path: string }[];
}

/** The prompt for the work of a quick. The title is data: it stands in a fence. */
export function quickPrompt(task: QuickTask, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const [full, debug] = [task.guidance.includes("full"), task.guidance.includes("debug")];
  return {
    objective: debug ? "Investigate what stands under Inputs as \"The task\": find the cause, prove it, and mend it where that is within reach." : "Do what stands under Inputs as \"The task\": a small piece of work of its own, outside the planned phases.",
    inputs: [{ title: "The task", text: task.title }, ...inputs],
    findings,
    rules: [
      ...WORKING_RULES,
      ...(task.others.length === 0 ? [] : [`The product has more repositories. Where the task needs it, change these folders too, and no other: ${task.others.map(({ repo, path }) => `${repo} in ${path}`).join("; ")}.`]),
      "Do what the task says and no more. Where it turns out to be larger than a small piece of work, do the part that stands by itself and say in the summary what is left.",
      "Commit each self-contained change yourself (subject `type: what`), or leave it uncommitted and name its files in `tasks.json`: then DGS commits it.",
      ...(full ? ["Tests and documentation are expected: write tests that fail without your change, and bring every document up to date that speaks of what you changed."] : []),
      ...(debug ? ["This is an investigation: reproduce the fault first, keep a list of what you tried and what it showed, and name the cause with its file and line. A report alone is a result; change code only where the cause is proved."] : []),
      "Run the tests that are there before you end, and say in the summary which and how they came out.",
    ],
    results: [
      { file: "SUMMARY.md", purpose: debug ? "what was tried, what was found, and what was changed" : "what was done", example: summaryExample(debug) },
      { file: "tasks.json", purpose: "what each change consists of, for those you did not commit yourself", example: '[{"task": 1, "title": "check the expiry of the token", "files": ["src/token.ts", "test/token.test.ts"]}]' },
    ],
    blocked: ["Where the task can be meant in two ways, take the one that changes less, and say in the summary that you did. Refuse where what it speaks of is not there."],
  };
}

function summaryExample(debug: boolean): string {
  const body = debug
    ? ["**The test fails when two timers fire in one tick**", "", "## Tried", "", "- 200 runs with a fake clock: none fails", "", "## Cause", "", "`src/queue.ts:41` reads the clock twice."]
    : ["**Expired tokens are refused**", "", "## Done", "", "- `src/token.ts` compares the expiry with the clock", "", "## Left", "", "Nothing."];
  return ["---", "status: complete", "---", "", "# Summary", "", ...body].join("\n");
}

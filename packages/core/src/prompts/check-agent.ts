import type { Prompt } from "./prompt.js";

/** The prompt for trying an agent program: one line into two files, as little as shows that it works. */
export function checkAgentPrompt(line: string): Prompt {
  return {
    objective: `Create the file hello.txt in the folder you are in. It holds this one line and nothing else: ${line}`,
    inputs: [],
    findings: [],
    rules: ["Change nothing besides, run no command that is not needed for it, and do not commit."],
    results: [{ file: "CHECK.md", purpose: "the same one line" }],
  };
}

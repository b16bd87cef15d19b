import type { Prompt, PromptInput } from "./prompt.js";

/** What a conflict agent is to unite. */
export interface ConflictWork {
  readonly title: string;
  readonly branch: string;
  readonly base: string;
  /** The subject of the commit that does not apply. */
  readonly subject: string;
  /** Relative to the tree. */
  readonly files: readonly string[];
}

/** The prompt for the agent that resolves the conflict of one commit. (Seed 000, "dgs:complete-quick") */
export function resolveConflictPrompt(work: ConflictWork, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: [
      `Unite what two sides did to the same files. The branch \`${work.branch}\` is being rebased onto \`${work.base}\`, and one of its commits does not apply: it stands under Inputs as "The commit".`,
      "",
      "Conflicted files, relative to the folder you are in:",
      ...work.files.map((file) => `- ${JSON.stringify(file)}`),
    ].join("\n"),
    inputs: [{ title: "The commit", text: `${work.subject}\n(of: ${work.title})` }, ...inputs],
    findings,
    rules: [
      "Keep what both sides meant. Where only one can stand, keep what the base branch has and fit the commit into it.",
      "Change the conflicted files and no other: no new file, no other file, nothing staged besides them. A conflicted file may be deleted where that is the resolution.",
      "Leave no conflict marker (`<<<<<<<`, `|||||||`, `=======`, `>>>>>>>`).",
      "Do not commit, do not continue or abort the rebase, do not move HEAD or a branch: DGS does that. You need no git command that writes.",
      "Do not weaken, skip or delete a test to make the sides fit. DGS runs the build and the tests after you; when they fail, your work is thrown away.",
      "Work only in the folder you were started in. Do not change planning files (`.planning/`, `.gsd/`). Leave no process running when you are done.",
    ],
    results: [{ file: "resolution.md", purpose: "for each file in a few sentences: what each side did, and how you united them", example: "src/limit.ts: main raised the limit to 20, the commit made it configurable. The limit is configurable now, and 20 unless told." }],
    blocked: ["When you cannot tell what one side meant, refuse: a person will do it."],
  };
}

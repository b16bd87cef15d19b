import type { GitRefusal } from "@dgs/core";

/** Whether an answer of git is a refusal. */
export function isGitRefusal(answer: unknown): answer is GitRefusal {
  return typeof answer === "object" && answer !== null && "type" in answer && answer.type === "refused";
}

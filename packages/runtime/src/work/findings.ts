import { placeOf, type Problem } from "@dgs/core";

/** What is wrong with an agent's work, one finding a line. */
export interface Findings {
  readonly type: "findings";
  readonly findings: readonly string[];
}

/** Makes the answer to an agent's work that has one thing wrong with it. */
export function finding(text: string): Findings {
  return { type: "findings", findings: [text] };
}

/** Returns a problem as an agent is told it: where, what is wrong, and what to do. */
export function formatFinding(problem: Pick<Problem, "path" | "at" | "message" | "remedy">): string {
  return `${placeOf(problem)}: ${problem.message} ${problem.remedy}`;
}

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

/** Judges what was read of an agent's work: the value, or the errors in it, which go back to an agent. A warning keeps nobody from going on. */
export function judge<Value>(problems: readonly Problem[], value: Value): Value | Findings {
  const findings = problems.filter(({ severity }) => severity === "error").map(formatFinding);
  return findings.length === 0 ? value : { type: "findings", findings };
}

/** Returns a problem as an agent is told it: where, what is wrong, and what to do. */
export function formatFinding(problem: Pick<Problem, "path" | "at" | "message" | "remedy">): string {
  return `${placeOf(problem)}: ${problem.message} ${problem.remedy}`;
}

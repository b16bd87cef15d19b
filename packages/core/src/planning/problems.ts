import type { Problem, Severity } from "../problem.js";
import { PLANNING_PROBLEMS, type PlanningProblemCode } from "./problem-codes.js";

/** A problem whose place is still an offset; many of them are placed in one pass over the text. */
export interface Finding {
  readonly code: PlanningProblemCode;
  /** Absent where the finding is about the file as a whole. */
  readonly offset: number | undefined;
  readonly message: string;
  readonly remedy: string;
}

/** Makes a problem about a file or folder as a whole. */
export function pathProblem(path: string, code: PlanningProblemCode, message: string, remedy: string): Problem {
  return { code, severity: severityOf(code), message, remedy, path };
}

/** Returns how much a finding of a code weighs. */
function severityOf(code: PlanningProblemCode): Severity {
  return PLANNING_PROBLEMS[code][0];
}

/** Turns findings into problems, in document order, reading the text once however many there are. */
export function placeFindings(path: string, source: string, findings: readonly Finding[]): Problem[] {
  const ordered = [...findings].sort((a, b) => (a.offset ?? -1) - (b.offset ?? -1));
  let [line, start, at] = [1, 0, 0];
  return ordered.map(({ code, offset, message, remedy }) => {
    const problem = pathProblem(path, code, message, remedy);
    if (offset === undefined) return problem;
    const end = Math.min(offset, source.length);
    for (; at < end; at++) {
      const unit = source.charCodeAt(at);
      if (unit === 10 || (unit === 13 && source.charCodeAt(at + 1) !== 10)) [line, start] = [line + 1, at + 1];
    }
    return { ...problem, at: { line, column: end - start + 1 } };
  });
}

/** Quotes a piece of somebody's file for a message: one line, at most 80 characters. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}

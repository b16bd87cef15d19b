import type { Position } from "./text/lines.js";
import { positionAt } from "./text/lines.js";

/** How much a finding weighs: an `error` stops what depends on the file, a `warning` does not, `info` is a remark. */
export type Severity = "error" | "warning" | "info";

/**
 * A finding in somebody's file, as a value: what is wrong, where, and what to do about it.
 *
 * Reading never throws because of a file's content, and never passes over what it does not understand.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What the person can do about it, as one sentence. */
  readonly remedy: string;
  /** The file, relative to the planning root, with `/`. */
  readonly path: string;
  /** Absent where the finding is about the file or folder as a whole. */
  readonly at?: Position;
}

/** What {@link problemAt} needs besides the place. */
export type ProblemText = Omit<Problem, "path" | "at">;

/** Makes a problem at an offset of a file's text. `offset` counts UTF-16 units from 0, as `source.slice` does; `path` counts from the planning root. */
export function problemAt(path: string, source: string, offset: number, text: ProblemText): Problem {
  return { ...text, path, at: positionAt(source, offset) };
}

/** Returns `path:line:column`, or the path alone where a problem has no place. */
export function placeOf(problem: Pick<Problem, "path" | "at">): string {
  return problem.at === undefined ? problem.path : `${problem.path}:${String(problem.at.line)}:${String(problem.at.column)}`;
}

import type { FileRefusal, Problem } from "@dgs/core";
import { placeOf } from "@dgs/core";

/**
 * How a command ends, in one word; the CLI gives each an exit code of its own (design 6):
 * ok 0, internal 1, usage 2, gaps 3, human-needed 4, blocked 5, budget 6, timed-out 7, locked 8, conflict 9, cancelled 130.
 */
export type ExitKind = "ok" | "internal" | "usage" | "gaps" | "human-needed" | "blocked" | "budget" | "timed-out" | "locked" | "conflict" | "cancelled";

/** An expected "no": what was wrong, where, and what to do next. Nothing was written. */
export interface Refusal {
  readonly type: "refused";
  /** Kebab-case, pinned. */
  readonly code: string;
  readonly message: string;
  /** `file:line:column`, or the file or folder alone. */
  readonly at?: string;
  readonly remedy: string;
  readonly exit: Exclude<ExitKind, "ok">;
  readonly problems?: readonly Problem[];
}

/** Makes a refusal; `usage` unless told otherwise. */
export function refuse(code: string, message: string, remedy: string, more: Partial<Pick<Refusal, "at" | "exit" | "problems">> = {}): Refusal {
  return { type: "refused", code, message, remedy, exit: "usage", ...more };
}

/** Turns the refusal of a planning file into the refusal of a command. */
export function fileRefusal(refusal: FileRefusal): Refusal {
  const exit = refusal.code === "changed-meanwhile" ? "conflict" : refusal.code === "io" || refusal.code === "disk-full" ? "internal" : "usage";
  return refuse(refusal.code, refusal.message, refusal.remedy, { at: placeOf({ path: refusal.path, ...(refusal.position === undefined ? {} : { at: refusal.position }) }), exit });
}

/** Whether an answer of the planning files is a refusal of theirs. */
export function isFileRefusal(answer: unknown): answer is FileRefusal {
  return typeof answer === "object" && answer !== null && "type" in answer && answer.type === "refused" && "path" in answer;
}

/** Turns the first error among problems into a refusal that carries them all; `undefined` when there is none. */
export function problemRefusal(problems: readonly Problem[]): Refusal | undefined {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  return first === undefined ? undefined : refuse(first.code, first.message, first.remedy, { at: placeOf(first), problems: errors });
}

/** Whether an answer is a refusal of a command. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "type" in answer && answer.type === "refused" && "exit" in answer;
}

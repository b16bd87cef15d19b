import { formatPhaseStage } from "../phase/stage.js";
import type { PhaseStep } from "../phase/types.js";
import type { Problem } from "../problem.js";
import type { Evidence } from "./evidence.js";
import type { Explanation, Reason, ReasonKind, SeenRunner, WhyVerdict } from "./types.js";

/** Makes a reason. */
export function reason(what: ReasonKind, says: string, at?: Evidence, because: readonly Reason[] = []): Reason {
  return { what, says, ...(at === undefined ? {} : { at }), because };
}

/** Makes an explanation. */
export function explained(verdict: WhyVerdict, ...reasons: readonly Reason[]): Explanation {
  return { verdict, reasons };
}

/** The reason that a finding in a file is: its place, and what is to be done about it. */
export function problemReason({ message, remedy, path, at }: Pick<Problem, "message" | "remedy" | "path" | "at">): Reason {
  return { ...reason("problem", withoutStop(message), { type: "file", path, ...(at === undefined ? {} : at) }), remedy };
}

/** The reason that a living runner is. */
export function runnerReason({ pid, host, since, at }: SeenRunner): Reason {
  return reason("runner", `process ${String(pid)} on ${host} works on the milestone since ${since}`, at);
}

/** The reason that nobody is at work: a step says that it is, and no living process holds the lock. */
export function noRunnerReason(at?: Evidence): Reason {
  return reason("no-runner", "no living process holds the lock of the milestone: the run was killed or stopped", at);
}

/** What somebody wrote as a sentence, without its full stop. */
function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, "");
}

/** `1 plan`, `3 plans`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A stage as it is told in a sentence: `run 03-01`. */
export function stageName(step: Pick<PhaseStep, "stage" | "plan">): string {
  return formatPhaseStage(step).replaceAll("`", "");
}

/** ` (budget)`: the word of a failure, where it says more than that something failed. */
export function becauseOf({ reason: word }: { readonly reason?: string }): string {
  return word === undefined || word === "failed" ? "" : ` (${word})`;
}

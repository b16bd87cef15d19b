import type { Audit, AuditStep } from "./types.js";
import { AGAIN_RUNS } from "./types.js";
import { isGreen, type TestOutcome } from "./verdict.js";

/** Runs that tell nothing about the next one: out of time, or words that belie the exit code. */
const NOT_AGAIN: readonly TestOutcome[] = ["timed-out", "says-failed", "no-test-ran"];

/**
 * Whether a test command is run once more, nothing changed, behind a run that came out like this: a command that fails and then passes is flaky. `steps` are those
 * of the runs so far, this one with or without its outcome. (docs/audit.md)
 */
export function isRunAgain({ steps }: Pick<Audit, "steps">, { stage, test }: Pick<AuditStep, "stage" | "test">, outcome: TestOutcome): boolean {
  if (stage === "test") return !isGreen(outcome) && !NOT_AGAIN.includes(outcome);
  const runs = steps.filter((step) => step.test === test && step.stage === "test again").length;
  return stage === "test again" && isGreen(outcome) && runs < AGAIN_RUNS;
}

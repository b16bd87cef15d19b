import type { AuditStageOutcome, AuditStep } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { logTestRun, type TestLog } from "../steps/uat-log-file.js";
import { keptOf } from "../work/kept-failures.js";
import { isFailure } from "../work/context.js";
import { runCommand } from "../work/run-command.js";
import { auditOutcomeOf } from "./context.js";

/** Where test commands are run, and where what they print is kept. */
export interface TestRunPlace {
  /** Absolute. */
  readonly tree: string;
  readonly log: TestLog;
}

/** One run of a test command. */
export interface TestRun {
  readonly stage: string;
  readonly test: number;
  readonly command: string;
}

/** Runs one test command of a phase or of a milestone; what it printed stands in the log before its outcome stands anywhere else. `steps` are all runs so far, this one among them. */
export async function runTest(context: StepContext, { tree, log }: TestRunPlace, { test, command, stage }: TestRun, steps: readonly AuditStep[]): Promise<Extract<AuditStageOutcome, { readonly type: "tested" | "failed" | "interrupted" }>> {
  const ran = await runCommand(context, command, tree);
  if (ran.outcome === "interrupted") return { type: "interrupted" };
  const runs = steps.filter((step) => step.test === test && step.stage === "test again").length;
  const logged = await logTestRun(context, log, ran, { test, ...(stage === "test" ? {} : { run: `run ${String(runs + 1)}` }) });
  if (isFailure(logged)) return auditOutcomeOf(logged);
  return { type: "tested", outcome: ran.outcome, said: ran.said, ...keptOf(ran, [tree]) };
}

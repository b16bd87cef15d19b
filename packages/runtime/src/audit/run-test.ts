import type { Audit, AuditEffect, AuditStageOutcome } from "@dgs/core";
import { keptOf } from "../work/kept-failures.js";
import { logTestRun } from "../steps/uat-log-file.js";
import { isFailure } from "../work/context.js";
import { runCommand } from "../work/run-command.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";

/** Runs one test command in the tree of the phase; what it printed stands in the log before its outcome stands in the audit. */
export async function runTest(context: AuditContext, { test, command, stage }: Extract<AuditEffect, { readonly type: "run-test" }>, { steps }: Audit): Promise<AuditStageOutcome> {
  const tree = context.trees[0]?.path ?? context.place.base;
  const ran = await runCommand(context, command, tree);
  if (ran.outcome === "interrupted") return { type: "interrupted" };
  const runs = steps.filter((step) => step.test === test && step.stage === "test again").length;
  const logged = await logTestRun(context, context.found, ran, { test, ...(stage === "test" ? {} : { run: `run ${String(runs + 1)}` }) });
  if (isFailure(logged)) return auditOutcomeOf(logged);
  return { type: "tested", outcome: ran.outcome, said: ran.said, ...keptOf(ran, [tree]) };
}

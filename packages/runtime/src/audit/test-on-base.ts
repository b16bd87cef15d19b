import { type Audit, type AuditEffect, type AuditStageOutcome, type AuditStep, parseSha } from "@dgs/core";
import { logTestRun } from "../steps/uat-log-file.js";
import { isFailure } from "../work/context.js";
import { type CommandOutcome, runCommand } from "../work/run-command.js";
import { openBaseTree } from "./base-tree.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";

/**
 * Runs a command that fails on the commit that the phase started from. It counts as red before only where it is a suite that was there before the phase, and fails
 * there with the same exit code: nothing that the phase was to bring is excused by its absence.
 */
export async function testOnBase(context: AuditContext, { test, command }: Extract<AuditEffect, { readonly type: "run-test" }>, audit: Audit): Promise<AuditStageOutcome> {
  const [home] = context.trees;
  const base = home === undefined ? undefined : parseSha(audit.base[home.repo.name] ?? "");
  if (home === undefined || base === undefined) return { type: "tested-on-base", already: false, said: "the commit that the phase started from is not known" };
  const tree = await openBaseTree(context, home, base);
  if (isFailure(tree)) return tree.type === "interrupted" || tree.reason === "human-needed" ? auditOutcomeOf(tree) : { type: "tested-on-base", already: false, said: `it could not be run there: ${tree.error}` };
  const ran = await runCommand(context, command, tree.path);
  if (ran.outcome === "interrupted") return { type: "interrupted" };
  const logged = await logTestRun(context, context.found, ran, { test, run: "on the base" });
  if (isFailure(logged)) return auditOutcomeOf(logged);
  const now = audit.steps.findLast((step) => step.test === test && step.outcome !== undefined);
  return { type: "tested-on-base", already: isSameFailure(now, ran, originOf(audit, test)), said: `on the base: ${ran.said}` };
}

function originOf({ steps }: Audit, test: number): string {
  return steps.find((step) => step.stage === "test" && step.test === test)?.origin ?? "";
}

/** Where a suite is declared. A command of a plan, red on the base, is what the phase has to make green. */
const SUITES = /^(?:the full suite|the quick run|workflow\.test_command)/;

function isSameFailure(now: AuditStep | undefined, base: CommandOutcome, origin: string): boolean {
  return base.outcome === "failed" && now?.outcome === "failed" && now.exit === base.exit && SUITES.test(origin);
}

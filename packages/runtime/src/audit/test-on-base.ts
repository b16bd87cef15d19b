import { type Audit, type AuditEffect, type AuditStageOutcome, compareWithBase, countOfFailures, failingTests, parseSha } from "@dgs/core";
import { logOfPhase, logTestRun } from "../steps/uat-log-file.js";
import { isFailure } from "../work/context.js";
import { rootsOf } from "../work/kept-failures.js";
import { runCommand } from "../work/run-command.js";
import { openBaseTree } from "./base-tree.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";

/**
 * Runs a command that fails on the commit that the phase started from, and compares what fails there: nothing that the phase was to bring is excused by its absence
 * ({@link compareWithBase}).
 */
export async function testOnBase(context: AuditContext, { test, command }: Extract<AuditEffect, { readonly type: "run-test" }>, audit: Audit): Promise<AuditStageOutcome> {
  const [home] = context.trees;
  const base = home === undefined ? undefined : parseSha(audit.base[home.repo.name] ?? "");
  if (home === undefined || base === undefined) return { type: "tested-on-base", already: false, said: "the commit that the phase started from is not known" };
  const tree = await openBaseTree(context, home, base);
  if (isFailure(tree)) return tree.type === "interrupted" || tree.reason === "human-needed" ? auditOutcomeOf(tree) : { type: "tested-on-base", already: false, said: `it could not be run there: ${tree.error}` };
  const ran = await runCommand(context, command, tree.path);
  if (ran.outcome === "interrupted") return { type: "interrupted" };
  const { exit, outcome, said, report } = ran;
  const [failing, failures] = [failingTests(report, rootsOf([tree.path])), countOfFailures(report)];
  const compared = compareWithBase(audit, test, { outcome, said, ...(exit === undefined ? {} : { exit }), ...(failing === undefined ? {} : { failing }), ...(failures === undefined ? {} : { failures }) });
  const logged = await logTestRun(context, logOfPhase(context.found), ran, { test, run: "on the base", note: compared.said });
  return isFailure(logged) ? auditOutcomeOf(logged) : { type: "tested-on-base", ...compared };
}

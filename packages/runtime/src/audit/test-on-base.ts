import { type Audit, type AuditEffect, type AuditStageOutcome, compareWithBase, countOfFailures, failingTests, parseSha } from "@dgs/core";
import { logOfPhase, logTestRun } from "../steps/uat-log-file.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { rootsOf } from "../work/kept-failures.js";
import { runCommand } from "../work/run-command.js";
import type { WorkTree } from "../work/work-tree.js";
import { openBaseTree } from "./base-tree.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";
import { treeOfTest } from "./tree-of-test.js";

/**
 * Runs a command that fails on the commit that the phase started from, and compares what fails there: nothing that the phase was to bring is excused by its absence
 * ({@link compareWithBase}).
 */
export async function testOnBase(context: AuditContext, { test, command }: Extract<AuditEffect, { readonly type: "run-test" }>, audit: Audit): Promise<AuditStageOutcome> {
  const home = treeOfTest(context, audit, test);
  if (home === undefined || parseSha(audit.base[home.repo.name] ?? "") === undefined) return { type: "tested-on-base", already: false, said: "the commit that the phase started from is not known" };
  const tree = await openBaseTrees(context, home, audit);
  if (isFailure(tree)) return tree.type === "interrupted" || tree.reason === "human-needed" ? auditOutcomeOf(tree) : { type: "tested-on-base", already: false, said: `it could not be run there: ${tree.error}` };
  const ran = await runCommand(context, command, tree.path);
  if (ran.outcome === "interrupted") return { type: "interrupted" };
  const { exit, outcome, said, report } = ran;
  const [failing, failures] = [failingTests(report, rootsOf([tree.path])), countOfFailures(report)];
  const compared = compareWithBase(audit, test, { outcome, said, ...(exit === undefined ? {} : { exit }), ...(failing === undefined ? {} : { failing }), ...(failures === undefined ? {} : { failures }) });
  const logged = await logTestRun(context, logOfPhase(context.found), ran, { test, run: "on the base", note: compared.said });
  return isFailure(logged) ? auditOutcomeOf(logged) : { type: "tested-on-base", ...compared };
}

/** Opens the base of every repo whose base is known, side by side as the trees of the phase are, and returns that of one of them. */
async function openBaseTrees(context: AuditContext, home: WorkTree, audit: Audit): Promise<WorkTree | WorkFailure> {
  let own: WorkTree | undefined;
  for (const tree of context.trees) {
    const base = parseSha(audit.base[tree.repo.name] ?? "");
    if (base === undefined) continue;
    const opened = await openBaseTree(context, tree, base);
    if (isFailure(opened)) return opened;
    if (tree === home) own = opened;
  }
  return own ?? failed("internal", `${home.repo.name}: the commit that the phase started from is not known`);
}

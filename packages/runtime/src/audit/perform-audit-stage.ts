import type { Audit, AuditEffect, AuditStageOutcome } from "@dgs/core";
import { logOfPhase } from "../steps/uat-log-file.js";
import { checkFixes } from "./check-fixes.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";
import { diagnoseGap } from "./diagnose-gap.js";
import { look } from "./look.js";
import { merge } from "./merge.js";
import { planFixes } from "./plan-fixes.js";
import { recordAudit } from "./record-audit.js";
import { runTest } from "./run-test.js";
import { failed } from "../work/context.js";
import { testOnBase } from "./test-on-base.js";
import { treeOfTest } from "./tree-of-test.js";
import { verifyStructure } from "./verify-structure.js";

/** Performs what a stage of an audit asks for. Every stage has its line here. */
export function performAuditStage(context: AuditContext, effect: Exclude<AuditEffect, { readonly type: "settle-audit" }>, audit: Audit): Promise<AuditStageOutcome> {
  switch (effect.stage) {
    case "test":
    case "test again":
      return runInItsRepo(context, effect, audit);
    case "test on base":
      return testOnBase(context, effect, audit);
    case "look":
      return look(context, audit);
    case "verify structure":
      return verifyStructure(context, audit);
    case "merge":
      return merge(context, audit);
    case "diagnose":
      return diagnoseGap(context, effect, audit);
    case "plan fixes":
      return planFixes(context, effect, audit);
    case "check fixes":
      return checkFixes(context, audit);
    case "record":
      return recordAudit(context, audit);
  }
}

function runInItsRepo(context: AuditContext, effect: Extract<AuditEffect, { readonly type: "run-test" }>, audit: Audit): Promise<AuditStageOutcome> {
  const home = treeOfTest(context, audit, effect.test);
  if (home !== undefined) return runTest(context, { tree: home.path, log: logOfPhase(context.found) }, effect, audit.steps);
  return Promise.resolve(auditOutcomeOf(failed("usage", `\`${effect.command}\` runs in a repo that REPOS.md does not register any more: bring its row back, or correct the \`repo\` of the test in ${context.path}`)));
}

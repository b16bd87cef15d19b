import { type Audit, type AuditVerdict, gapsOfAudit, humanNeededOfAudit, personsIssues, reasonOfTest, standingsOf, testNumbersOfAudit, testStanding, whyTestFails } from "@dgs/core";
import type { AuditGapReport, AuditPhaseReport, AuditTestReport } from "../commands/audit-phase-reports.js";
import type { NextReport } from "../commands/execute-phase-reports.js";
import type { ExitKind } from "../refusal.js";
import type { PhaseAudited } from "../steps/audit-phase.js";
import { readUatOf } from "../steps/uat-file.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { auditFilesOf } from "./commit-audit.js";
import { lookAtGate } from "./compare-gate.js";

/** Reports what an audit came to, from its file and from git. Nothing that a person has reported meanwhile is passed over. */
export async function reportAudit({ context, audit, planning }: PhaseAudited, verdict: AuditVerdict): Promise<AuditPhaseReport | WorkFailure> {
  const { found, version } = context;
  const commands = audit.steps.flatMap((step) => (step.stage === "test" && step.command !== undefined ? [step.command] : []));
  const looked = await lookAtGate(context, audit, commands);
  if (isFailure(looked)) return looked;
  const { changes } = looked;
  const uat = readUatOf(context, found)?.uat;
  const items = humanNeededOfAudit(audit);
  const issues = uat === undefined ? [] : personsIssues(uat, audit).filter((issue) => !items.includes(issue));
  const status = verdict === "passed" && issues.length > 0 ? "human_needed" : verdict;
  const commit = planning === undefined ? undefined : sayPlanningCommit(planning);
  return {
    ...{ type: "phase-audit", phase: found.label, name: found.phase.name, version, status, exit: EXITS[status], rerunFailed: audit.rerunFailed, path: audit.path },
    tests: testNumbersOfAudit(audit).map((test) => testReport(audit, test)),
    gaps: gapsOfAudit(audit).map(gapReport),
    gate: { standing: standingsOf(audit).gate, changes: changes ?? [] },
    humanNeeded: [...items, ...issues],
    plans: status === "diagnosed" ? plansOf(audit) : [],
    ...(status === "gaps_found" ? whyUnplanned(audit) : {}),
    files: auditFilesOf(context, found, audit),
    ...(commit === undefined ? {} : { planningCommit: commit }),
    next: nextOfAudit(found.label, status, uat !== undefined && personsIssues(uat, audit).length > 0),
  };
}

const EXITS: Readonly<Record<AuditVerdict, ExitKind>> = { passed: "ok", human_needed: "human-needed", gaps_found: "gaps", diagnosed: "gaps" };

function testReport(audit: Audit, number: number): AuditTestReport {
  const own = audit.steps.filter((step) => step.test === number && step.stage !== "diagnose");
  const first = own.find((step) => step.stage === "test");
  const ran = own.filter((step) => step.stage !== "test on base" && step.outcome !== undefined && step.skipped === undefined);
  const exit = ran.at(-1)?.exit;
  const standing = testStanding(audit, number);
  const reason = first?.skipped ?? (standing === "passed" ? undefined : (reasonOfTest(audit, number) ?? whyTestFails(audit, number)));
  return { number, command: first?.command ?? "", ...(first?.repo === undefined ? {} : { repo: first.repo }), origin: first?.origin ?? "", standing, runs: ran.length, ...(exit === undefined ? {} : { exit }), ...(reason === undefined ? {} : { reason }) };
}

/** Reports a gap of an audit. */
export function gapReport(gap: ReturnType<typeof gapsOfAudit>[number]): AuditGapReport {
  const { truth, source, severity, test, why, files = [], rootCause } = gap;
  return { id: gap.gap ?? "", truth, source, severity, ...(test === undefined ? {} : { test }), ...(why === undefined ? {} : { why }), files, ...(rootCause === undefined ? {} : { rootCause }) };
}

/** The plans that close the gaps of an audit. Those that were made last count: the checker refused the ones before. */
export function plansOf({ steps, waiting }: Audit): readonly string[] {
  return steps.findLast((step) => step.stage === "plan fixes" && step.status === "completed")?.plans ?? waiting;
}

/** Says why no plan that closes the gaps of an audit was taken. */
export function whyUnplanned({ steps }: Audit): { readonly unplanned?: string } {
  const unplanned = steps.findLast((step) => step.unplanned === "yes")?.note;
  return unplanned === undefined ? {} : { unplanned };
}

/** Says what comes after an audit. */
export function nextOfAudit(phase: string, status: AuditVerdict, hasIssues: boolean): NextReport {
  switch (status) {
    case "passed":
      return { command: "dgs progress", why: "the audit of the phase is passed" };
    case "human_needed":
      return hasIssues
        ? { command: `dgs verify-work ${phase} --again`, why: "a person has reported an issue, and says whether it is mended" }
        : { command: `dgs audit-phase ${phase} --rerun-failed`, why: "once a person has seen to what is listed" };
    case "diagnosed":
      return { command: `dgs execute-phase ${phase} --gaps-only`, why: `it carries out the plans that close the gaps; then dgs audit-phase ${phase} --rerun-failed` };
    case "gaps_found":
      return { command: `dgs audit-phase ${phase} --rerun-failed`, why: "once the gaps are closed: no plan that closes them was accepted" };
  }
}

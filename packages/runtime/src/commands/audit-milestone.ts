import { type MilestoneGap, type MilestoneTest, readMilestoneAudit } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { commitMilestoneAudit } from "../milestone/commit-audit.js";
import { type OnMilestone, openMilestone, refuseWork } from "../milestone/open-milestone.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { carryOutMilestoneAudit } from "../steps/audit-milestone.js";
import type { StepContext } from "../steps/context.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { logOfMilestone } from "../steps/uat-log-file.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure } from "../work/context.js";
import type { NextReport } from "./execute-phase-reports.js";
import type { GapReport, MilestoneAuditReport, MilestoneTestReport } from "./milestone-reports.js";

/** Audits the active milestone outside of a job: the same audit, and then a commit of what it wrote. Killed anywhere, it is run again as a whole. */
export async function auditMilestone(ports: Ports, place: Place, input: OnMilestone): Promise<MilestoneAuditReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openMilestone(ports, place, "audit-milestone", input);
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.version), async () => {
    const context = openMilestone(ports, place, "audit-milestone", input);
    return isRefusal(context) ? context : audit(context);
  });
}

async function audit(context: StepContext): Promise<MilestoneAuditReport | Refusal> {
  const audited = await carryOutMilestoneAudit(context, 0);
  if (isFailure(audited)) return refuseWork(audited, "milestone-not-audited", "the audit");
  const [path, log] = [milestoneAuditPath(context), logOfMilestone(context).path];
  const commit = sayPlanningCommit(await commitMilestoneAudit(context));
  const text = context.ports.files.read(path);
  const { gaps, scores, techDebt } = readMilestoneAudit(typeof text === "string" ? text : "", path);
  const { status, humanNeeded, tests } = audited;
  const next = nextOf(context.version, status);
  return {
    ...{ type: "milestone-audit", version: context.version, path, status, scores, gaps: gaps.map(gapReport), humanNeeded, techDebt, tests: tests.map(testReport), log },
    exit: status === "gaps_found" ? "gaps" : status === "human_needed" ? "human-needed" : "ok",
    ...(commit === undefined ? {} : { planningCommit: commit }),
    ...(next === undefined ? {} : { next }),
  };
}

/** Tells of a gap without what only the file needs. */
export function gapReport({ id, kind, phase, text }: MilestoneGap): GapReport {
  return { id, kind, text, ...(phase === undefined ? {} : { phase }) };
}

function testReport({ number, command, repo, origin, standing, exit, said, runs, coveredBy }: MilestoneTest): MilestoneTestReport {
  return { number, command, ...(repo === undefined ? {} : { repo }), origin, standing, runs, said, ...(exit === undefined ? {} : { exit }), ...(coveredBy === undefined ? {} : { coveredBy }) };
}

function nextOf(version: string, status: MilestoneAuditReport["status"]): NextReport | undefined {
  if (status === "gaps_found") return { command: "dgs plan-milestone-gaps", why: "it makes fix phases of the gaps" };
  return status === "human_needed" ? { command: `dgs audit-milestone ${version}`, why: "once a person has seen to what waits" } : undefined;
}

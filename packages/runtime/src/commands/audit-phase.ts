import type { CancelSignal } from "@dgs/core";
import { auditOfKilledRun, auditPathsOf } from "../audit/load-audit.js";
import { reportAudit } from "../audit/report-audit.js";
import { objectionToTrees } from "../audit/trees-to-audit.js";
import { lockJob } from "../job-lock.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { openPhase } from "../open-phase.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { carryOutAudit, failureOfAudit } from "../steps/audit-phase.js";
import type { StepContext } from "../steps/context.js";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import { readPlans } from "../steps/read-plans.js";
import { readUatOf } from "../steps/uat-file.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { AuditPhaseReport } from "./audit-phase-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs audit-phase` is told. */
export interface AuditPhaseInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
  /** Runs only what did not pass before. */
  readonly rerunFailed: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Audits a phase outside of a job: the same audit, with the same files. Stopped or killed anywhere it goes on where it was when it is called again, as long as the
 * code is the same; an audit that was finished and not reported is reported. (Seed 000, "Phase Audit")
 */
export async function auditPhase(ports: Ports, place: Place, input: AuditPhaseInput): Promise<AuditPhaseReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openPhaseToAudit(ports, place, input);
  if (isRefusal(before)) return before;
  const lock = lockJob(ports, place, before.context.version);
  return underLock(ports, lock, async () => {
    const opened = openPhaseToAudit(ports, place, input);
    if (isRefusal(opened)) return opened;
    const { context, found } = opened;
    const objection = await objectionToTrees(context, found);
    if (objection !== undefined) return objection;
    sweepTemporaries(place.root, [place.project, found.folder.path], ports.disk);
    const answer = await audit(opened, input, "exit" in lock ? undefined : lock.inheritedFrom?.since);
    context.endHistory?.(answer.exit);
    return answer;
  });
}

interface PhaseToAudit {
  readonly context: StepContext;
  readonly found: PhaseInFolder;
}

function openPhaseToAudit(ports: Ports, place: Place, input: AuditPhaseInput): PhaseToAudit | Refusal {
  const opened = openPhase(ports, place, { command: "audit-phase", ...input });
  if (isRefusal(opened)) return opened;
  const { context, found: known } = opened;
  const found = findPlannedPhase(context, known.phase.number);
  if (isFailure(found)) return refuseFailure(found, "phase-unplanned", "There is nothing to audit before a phase is planned and carried out.");
  return objectionToPhase(context, found, input) ?? { context, found };
}

/** A plan that closes gaps and waits to be carried out is no reason: an audit says then what it waits for. */
function objectionToPhase(context: StepContext, found: PhaseInFolder, { rerunFailed }: AuditPhaseInput): Refusal | undefined {
  const ordered = readPlans(context, found.phase.number, found.phase.plans, () => true);
  if (isFailure(ordered)) return refuseWork(ordered, "phase-not-audited", "the audit");
  const open = ordered.plans.filter(({ done, plan }) => !done && !plan.gapClosure).map(({ id }) => id);
  if (open.length > 0) return refuse("plans-not-done", `phase ${found.label} has plans that are not done: ${open.join(", ")}`, `Carry them out first: \`dgs execute-phase ${found.label}\`.`, { at: found.folder.path });
  if (!rerunFailed || auditPathsOf(context.ports.files, found).length > 0 || readUatOf(context, found)?.uat.tests.some(({ command }) => command !== undefined) === true) return undefined;
  return refuse("no-earlier-audit", `phase ${found.label} has no earlier audit: nothing says what failed`, `Run the whole audit: \`dgs audit-phase ${found.label}\`.`, { at: found.folder.path });
}

function refuseFailure(failure: WorkFailure, code: string, remedy: string): Refusal {
  return failure.type === "interrupted" ? refuseWork(failure, code, "the audit") : refuse(code, failure.error, remedy);
}

async function audit({ context, found }: PhaseToAudit, { rerunFailed }: AuditPhaseInput, killedSince: string | undefined): Promise<AuditPhaseReport | Refusal> {
  const refusal = (failure: WorkFailure): Refusal => refuseWork(failure, "phase-not-audited", `the audit of phase ${found.label}`);
  const done = killedSince === undefined ? {} : { done: (phase: PhaseInFolder, asked: Parameters<typeof auditOfKilledRun>[3]) => auditOfKilledRun(context, phase, killedSince, asked) };
  const ended = await carryOutAudit(context, { phase: found.phase.number, rerunFailed, ...done });
  if (isFailure(ended)) return refusal(ended);
  if (ended.stopped) return refusal({ type: "interrupted" });
  const { status, verdict } = ended.audit;
  if (status !== "completed" || verdict === undefined) return refusal(failureOfAudit(ended.audit));
  const report = await reportAudit(ended, verdict);
  return isFailure(report) ? refusal(report) : report;
}

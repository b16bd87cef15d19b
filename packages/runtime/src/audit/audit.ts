import { type Audit, type AuditEffect, type AuditEvent, type AuditFiles, auditMachine, type AuditObservation, type AuditStageOutcome, formatAuditStage, type StageOfAudit } from "@dgs/core";
import { drive } from "../drive.js";
import { performRecorded } from "../perform-recorded.js";
import { fileRefusal, problemRefusal } from "../refusal.js";
import { stepFailure } from "../steps/find-phase.js";
import { type WorkFailure } from "../work/context.js";
import type { AuditContext } from "./context.js";
import { loadAuditTexts } from "./load-audit.js";
import { performAuditStage } from "./perform-audit-stage.js";

/** How an audit stands when its drive is over. */
export interface Audited {
  readonly audit: Audit;
  /** It was stopped from outside before it had settled. */
  readonly stopped: boolean;
}

/** Carries an audit out from where its file says it is, until it is settled or stopped. The caller holds the lock of the milestone. */
export async function auditThrough(context: AuditContext, heads: Readonly<Record<string, string>>, agents: number): Promise<Audited | WorkFailure> {
  const { ports, path } = context;
  const stop = new AbortController();
  const onAbort = (): void => { stop.abort(); };
  context.signal.addEventListener("abort", onAbort);
  if (context.signal.aborted) stop.abort();
  try {
    const end = await drive<AuditFiles, Audit, AuditEffect, AuditObservation, AuditEvent>({
      machine: auditMachine,
      files: ports.files,
      load: () => loadAuditTexts(ports.files, path),
      filesFor: (texts) => ({ texts, path }),
      opening: [{ type: "audit-opened", at: ports.clock.now(), heads, agents }],
      stopped: () => stop.signal.aborted,
      giveUp: onAbort,
      perform: (effect, audit, record) => perform({ ...context, signal: stop.signal }, effect, audit, record),
      restate: (seen, _before, now) => (now.problems.some((problem) => problem.severity === "error") ? undefined : seen),
    });
    if (end.type === "refused") return stepFailure(fileRefusal(end.refusal));
    const broken = problemRefusal(end.state.problems);
    return broken === undefined ? { audit: end.state, stopped: end.type === "stopped" } : stepFailure(broken);
  } finally {
    context.signal.removeEventListener("abort", onAbort);
  }
}

function perform(context: AuditContext, effect: AuditEffect, audit: Audit, record: (seen: AuditObservation) => Promise<void>): Promise<void> {
  const { clock } = context.ports;
  if (effect.type === "settle-audit") return record({ type: "nothing-to-start", at: clock.now() });
  const name: StageOfAudit = effect.type === "run-test" ? { stage: effect.stage, test: effect.test } : effect.type === "diagnose-gap" ? { stage: effect.stage, gap: effect.gap } : { stage: effect.stage };
  const told = { stage: formatAuditStage(name) };
  return performRecorded<StageOfAudit, AuditStageOutcome>({
    clock,
    onEvent: context.onEvent,
    tellStart: (at) => ({ type: "stage-started", at, ...told }),
    tellEnd: (at, end) => ({ type: "stage-ended", at, ...told, ...end }),
    name,
    perform: () => performAuditStage(context, effect, audit),
    record,
  });
}

import { oneLine } from "../checklist/one-line.js";
import { withClosed } from "./closed-step.js";
import { freshAuditStep, plainAuditStep } from "./detail.js";
import type { Audit, AuditEvent, AuditStep, AuditStepClosed } from "./types.js";

/** The state after an event: what `read` says of the file once the event's changes are made. */
export function evolveAudit(audit: Audit, event: AuditEvent): Audit {
  const change = (step: number, to: (step: AuditStep) => AuditStep): Audit => ({ ...audit, steps: audit.steps.map((each, at) => (at === step ? to(each) : each)) });
  switch (event.type) {
    case "audit-opened":
      return { ...audit, status: "in-progress", agents: event.agents, started: audit.started ?? event.at, steps: audit.steps.map((step) => reopened(step, event.at)) };
    case "audit-superseded":
      return { ...audit, status: "superseded", halted: event.at };
    case "step-started":
      return change(event.step, (step) => ({ ...freshAuditStep(step), status: "in-progress", started: event.at }));
    case "step-completed":
      return close(audit, event);
    case "step-failed":
      return change(event.step, (step) => ({ ...freshAuditStep(step), ...startOf(step), status: "failed", finished: event.at, reason: event.reason, error: oneLine(event.error) }));
    case "step-interrupted":
      return change(event.step, (step) => ({ ...freshAuditStep(step), cutOff: event.at }));
    case "audit-settled":
      return { ...audit, status: event.status, ...(event.status === "completed" ? { finished: event.at } : { halted: event.at }) };
  }
}

function startOf({ started }: AuditStep): Partial<AuditStep> {
  return started === undefined ? {} : { started };
}

function reopened(step: AuditStep, at: string): AuditStep {
  if (step.status === "in-progress") return { ...freshAuditStep(step), cutOff: at };
  return step.status === "failed" ? freshAuditStep(step) : step;
}

function close(audit: Audit, { at, step: index, facts, insert, skip, verdict }: AuditStepClosed): Audit {
  const start = audit.steps[index] === undefined ? {} : startOf(audit.steps[index]);
  const closed = withClosed(audit.steps, index, { at, facts, start }).map((step, each) => (skip.includes(each) ? skipped(step, at) : step));
  const steps = [...closed.slice(0, index + 1), ...insert.map(plainAuditStep), ...closed.slice(index + 1)];
  return { ...audit, ...(verdict === undefined ? {} : { verdict }), steps };
}

function skipped(step: AuditStep, at: string): AuditStep {
  const why = step.stage === "test" ? `covered by test ${String(step.coveredBy ?? 0)}, which passed` : step.stage === "diagnose" ? "plans that close gaps wait to be carried out" : "there is no plan to check";
  return { ...freshAuditStep(step), status: "completed", finished: at, skipped: why };
}

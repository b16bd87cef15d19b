import { freshAuditStep, plainAuditFacts } from "./detail.js";
import type { AuditFacts, AuditStep } from "./types.js";

/** What is written of a step that is done. */
export interface ClosedStep {
  readonly at: string;
  readonly facts: AuditFacts;
  /** When it started, where that is known. */
  readonly start: Pick<AuditStep, "started">;
}

/** The steps with one of them done. */
export function withClosed(steps: readonly AuditStep[], index: number, { at, facts, start }: ClosedStep): readonly AuditStep[] {
  return steps.map((step, each) => (each === index ? { ...freshAuditStep(step), ...start, status: "completed", finished: at, ...plainAuditFacts(facts) } : step));
}

import { type Audit, type AuditEvent, auditMachine, type AuditObservation, joinPath, type PlanningPath } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditStageOutcomes, nameOfAuditStep, startOfAuditEffect } from "../src/audit-outcomes.js";
import { auditOf, auditSubject } from "../src/audit-subject.js";
import { commute } from "../src/laws.js";
import { messyAudit } from "../src/messy-audit.js";

const path = joinPath("phases", "03-auth", "03-AUDIT.md");
const text = fc.string({ unit: "binary", maxLength: 30 });
const sha = "0123456789012345678901234567890123456789";

/** Observations in any order, sensible or not: what does not fit the state records nothing. */
const observations = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ type: fc.constant("audit-opened" as const), heads: fc.constantFrom<Record<string, string>>({}, {}, { app: sha }, { app: sha }, { api: sha }), agents: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 1, arbitrary: fc.constant({ type: "nothing-to-start" as const }) },
    { weight: 24, arbitrary: fc.record({ type: fc.constant("next-step" as const), choice: fc.oneof(fc.constant(0), fc.nat(11)), which: fc.nat(3), says: text }) },
  ),
  { maxLength: 50, size: "max" },
);
type Seen = typeof observations extends fc.Arbitrary<(infer Item)[]> ? Item : never;

/** Every event gets a time of its own, as a clock would give it. */
function eventsOf(audit: Audit, seen: Seen, tick: number): readonly AuditEvent[] {
  const at = new Date(Date.UTC(2026, 0, 2, 0, 0, tick)).toISOString();
  if (seen.type !== "next-step") return auditMachine.decide(audit, { ...seen, at } as AuditObservation);
  const effects = auditMachine.next(audit);
  const effect = effects[seen.which % Math.max(1, effects.length)];
  if (effect !== undefined) return startOfAuditEffect(effect, at).flatMap((opened) => auditMachine.decide(audit, opened));
  const running = audit.steps.filter((step) => step.status === "in-progress");
  const step = running[seen.which % Math.max(1, running.length)];
  if (step === undefined) return [];
  const outcomes = auditStageOutcomes(step.stage, seen.says);
  const outcome = outcomes[seen.choice % outcomes.length];
  return outcome === undefined ? [] : auditMachine.decide(audit, { type: "step-ended", at, ...nameOfAuditStep(step), outcome });
}

function check(source: string, seen: readonly Seen[], counts: Map<string, number>): void {
  let texts: ReadonlyMap<PlanningPath, string> = new Map([
    [path, source],
    [joinPath("phases", "03-auth", "03-UAT.md"), "# not the audit's business\n"],
  ]);
  let audit = auditOf(path, texts);
  for (const [tick, each] of seen.entries()) {
    for (const event of eventsOf(audit, each, tick)) {
      const step = commute(auditSubject, texts, audit, event);
      expect(step.breach).toBeUndefined();
      ({ texts, state: audit } = step);
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
  }
}

describe("the laws of the audit machine", () => {
  it("1 and 2: reading what was written says what evolve says, and nothing else is touched, on messy files", () => {
    const counts = new Map<string, number>();
    fc.assert(fc.property(messyAudit(), observations, (source, seen) => { check(source, seen, counts); }), { numRuns: 1500 });
    console.log(`events: ${[...counts].map(([type, count]) => `${type} ${String(count)}`).join(", ")}`);
    for (const type of ["audit-opened", "audit-superseded", "step-started", "step-completed", "step-failed", "step-interrupted", "audit-settled"]) expect(counts.get(type) ?? 0, type).toBeGreaterThan(0);
  }, 120_000);
});

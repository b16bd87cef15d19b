import { applyChanges, type Audit, auditMachine, type AuditObservation, type AuditStageOutcome, formatAuditStage, joinPath, parsePhaseNumber, type PlanningPath, renderAudit } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditStageOutcomes, nameOfAuditStep, startOfAuditEffect } from "../src/audit-outcomes.js";
import { auditOf } from "../src/audit-subject.js";

const path = joinPath("phases", "03-auth", "03-AUDIT.md");
const phase = parsePhaseNumber("3");
if (phase === undefined) throw new Error("no phase");
const heads = { app: "0123456789012345678901234567890123456789" };
const time = "2026-01-02T00:00:00.000Z";

interface Run {
  readonly texts: ReadonlyMap<PlanningPath, string>;
  readonly state: Audit;
  readonly writes: number;
  /** Stages that were started, in order. */
  readonly started: readonly string[];
}

/** How the world answers: by stage and how often that was asked before; the same whoever asks and however often it was killed. */
function outcomeOf(answers: readonly number[], { steps }: Audit, index: number): AuditStageOutcome {
  const step = steps[index];
  const name = step === undefined ? "test" : formatAuditStage(step);
  const before = steps.slice(0, index).filter((each) => formatAuditStage(each) === name).length;
  const outcomes = auditStageOutcomes(step?.stage ?? "test").filter(({ type }) => type !== "interrupted");
  const seed = [...`${name}${String(before)}`].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  return outcomes[(answers[seed % answers.length] ?? 0) % outcomes.length] ?? { type: "merged" };
}

/** Runs a whole audit in memory, killed after so many writes. */
function run(texts: ReadonlyMap<PlanningPath, string>, answers: readonly number[], killAfter = Infinity): Run {
  const at = { texts, state: auditOf(path, texts), writes: 0 };
  const started: string[] = [];
  const record = (seen: AuditObservation): void => {
    for (const event of auditMachine.decide(at.state, seen)) {
      if (at.writes >= killAfter) return;
      at.texts = applyChanges(at.texts, auditMachine.changes({ path, texts: at.texts }, at.state, event));
      at.state = auditMachine.evolve(at.state, event);
      at.writes++;
    }
  };
  record({ type: "audit-opened", at: time, heads, agents: 2 });
  for (let turns = 0; at.writes < killAfter; turns++) {
    if (turns > 500) throw new Error("the audit does not end");
    const effects = auditMachine.next(at.state);
    for (const effect of effects) {
      if (at.writes >= killAfter) break;
      if (effect.type !== "settle-audit") started.push(formatAuditStage(effect.type === "run-test" ? { stage: effect.stage, test: effect.test } : effect.type === "diagnose-gap" ? { stage: effect.stage, gap: effect.gap } : { stage: effect.stage }));
      startOfAuditEffect(effect, time).forEach(record);
    }
    const running = at.state.steps.findIndex((step) => step.status === "in-progress");
    const step = at.state.steps[running];
    if (step === undefined && effects.length === 0) break;
    if (step !== undefined) record({ type: "step-ended", at: time, ...nameOfAuditStep(step), outcome: outcomeOf(answers, at.state, running) });
  }
  return { ...at, started };
}

const endOf = ({ state }: Run): unknown => [state.status, state.verdict, state.steps.map((step) => ({ ...step, cutOff: undefined }))];

describe("law 3, restart", () => {
  it("stopped after any write and started again, an audit comes to the same end, and no completed stage runs twice", () => {
    let kills = 0;
    const fresh = new Map([[path, renderAudit({ phase, name: "Auth", created: "2026-01-01T00:00:00.000Z", rerunFailed: false, agents: 2, heads, base: heads, waiting: [], tests: [{ number: 1, command: "npm test", repo: "app", origin: "full suite" }, { number: 2, command: "npm test -- a", repo: "app", origin: "plan 03-01", coveredBy: 1 }] })]]);
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(9) }), { minLength: 17, maxLength: 29 }), (answers) => {
        const whole = run(fresh, answers);
        // An audit that failed is taken up again by a second start: a run of its own, with another try.
        if (whole.state.status === "failed") return;
        for (let killAfter = 0; killAfter < whole.writes; killAfter++) {
          const first = run(fresh, answers, killAfter);
          const second = run(first.texts, answers);
          expect(endOf(second), `killed after ${String(killAfter)} writes`).toEqual(endOf(whole));
          const done = first.state.steps.filter((step) => step.status === "completed").map(formatAuditStage);
          const all = second.state.steps.map(formatAuditStage);
          for (const stage of new Set(done)) {
            const times = (stages: readonly string[]): number => stages.filter((each) => each === stage).length;
            expect(times(second.started) + times(done), stage).toBeLessThanOrEqual(times(all));
          }
          kills++;
        }
      }),
      { numRuns: 150 },
    );
    console.log(`killed in memory after each of ${String(kills)} writes`);
    expect(kills).toBeGreaterThan(500);
  }, 120_000);
});

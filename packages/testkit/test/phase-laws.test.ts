import { joinPath, phaseMachine, type PhaseEvent, type PhaseExecution, type PhaseObservation, type PhaseStageOutcome, type PlanningPath, type PlanToRun } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commute } from "../src/laws.js";
import { messyExecution } from "../src/messy-execution.js";
import { nameOfStep, startOfEffect } from "../src/phase-names.js";
import { phaseStageOutcomes, plan } from "../src/phase-outcomes.js";
import { executionOf, phaseSubject } from "../src/phase-subject.js";
import { shaOf } from "../src/quick-outcomes.js";

const path = joinPath("phases", "03-auth", "03-EXECUTION.md");
const text = fc.string({ unit: "binary", maxLength: 30 });

const outcome: fc.Arbitrary<PhaseStageOutcome> = fc.oneof(
  fc.record({ type: fc.constant("done" as const), note: text, commits: fc.nat(9), before: fc.constant(shaOf("e")), after: fc.constant(shaOf("f")) }, { requiredKeys: ["type"] }),
  fc.record({ type: fc.constant("checkpoint" as const), kind: fc.constantFrom("decision" as const, "human-verify" as const), task: fc.nat(9), note: text }, { requiredKeys: ["type", "kind"] }),
  fc.record({ type: fc.constant("answered" as const), answer: text, by: fc.constantFrom("person" as const, "rule" as const) }),
  fc.record({ type: fc.constant("conflict" as const), files: fc.array(text, { maxLength: 3 }) }),
  fc.record({ type: fc.constant("not-accepted" as const), why: text }),
  fc.record({ type: fc.constant("red" as const), error: text }),
  fc.record({ type: fc.constant("verified" as const), verdict: fc.constantFrom("passed" as const, "human_needed" as const, "gaps_found" as const), note: text }, { requiredKeys: ["type", "verdict"] }),
  fc.constantFrom<PhaseStageOutcome>({ type: "not-answered" }, { type: "approved" }, { type: "left" }, { type: "interrupted" }),
  fc.record({ type: fc.constant("failed" as const), reason: fc.constantFrom("failed" as const, "budget" as const), error: text }),
);

const toRun: fc.Arbitrary<PlanToRun> = fc.record({
  id: fc.constantFrom(plan("03-01"), plan("03-02"), plan("03-04")),
  wave: fc.integer({ min: -1, max: 3 }),
  after: fc.constantFrom([], [], [plan("03-01")]),
  apart: fc.constantFrom([], [plan("03-02")]),
}).filter(({ id, after }) => !after.some((each) => each === id));

/** Observations in any order, sensible or not: what does not fit the state records nothing. */
const observations = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant("execution-opened" as const),
        plans: fc.uniqueArray(toRun, { selector: ({ id }) => id, maxLength: 3 }),
        verify: fc.boolean(),
        options: fc.record({ schedule: fc.constantFrom("waves" as const, "dag" as const), agents: fc.integer({ min: 1, max: 4 }), onFailure: fc.constantFrom("halt" as const, "continue" as const, "ask" as const) }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("step-opened" as const), stage: fc.constantFrom("run" as const, "land" as const, "verify" as const), plan: fc.constantFrom(plan("03-01"), plan("03-02")) }, { requiredKeys: ["type", "stage"] }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("step-ended" as const), stage: fc.constantFrom("run" as const, "land" as const, "verify" as const), plan: fc.constantFrom(plan("03-01"), plan("03-02")), outcome }, { requiredKeys: ["type", "stage", "outcome"] }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("answer-given" as const), plan: fc.constantFrom(plan("03-01"), plan("03-02")), answer: text }, { requiredKeys: ["type", "answer"] }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("failure-answered" as const), plan: fc.constantFrom(plan("03-01"), plan("03-02")), then: fc.constantFrom("continue" as const, "stop" as const) }) },
    { weight: 1, arbitrary: fc.constant({ type: "nothing-to-start" as const }) },
    { weight: 20, arbitrary: fc.record({ type: fc.constant("next-step" as const), choice: fc.oneof(fc.constant(0), fc.nat(6)), which: fc.nat(3), says: text }) },
  ),
  { maxLength: 40, size: "max" },
);
type Seen = typeof observations extends fc.Arbitrary<(infer Item)[]> ? Item : never;

/** Every event gets a time of its own, as a clock would give it. */
function eventsOf(execution: PhaseExecution, seen: Seen, tick: number): readonly PhaseEvent[] {
  const at = new Date(Date.UTC(2026, 0, 2, 0, 0, tick)).toISOString();
  if (seen.type !== "next-step") return phaseMachine.decide(execution, { ...seen, at } as PhaseObservation);
  const effects = phaseMachine.next(execution);
  const running = execution.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
  const effect = effects[seen.which % Math.max(1, effects.length)];
  if (effect?.type === "settle-execution") return phaseMachine.decide(execution, { type: "nothing-to-start", at });
  if (effect?.type === "ask-failure") return phaseMachine.decide(execution, { type: "failure-answered", at, plan: effect.plan, then: "continue" });
  if (effect !== undefined && seen.choice % 2 === 0) return startOfEffect(effect, at).flatMap((opened) => phaseMachine.decide(execution, opened));
  const step = running[seen.which % Math.max(1, running.length)];
  if (step === undefined) return [];
  const outcomes = phaseStageOutcomes(execution.steps[step]?.stage ?? "run", seen.says);
  return phaseMachine.decide(execution, { type: "step-ended", at, ...nameOfStep(execution, step), outcome: outcomes[seen.choice % outcomes.length] ?? { type: "done" } });
}

function check(source: string, seen: readonly Seen[], counts: Map<string, number>): void {
  let texts: ReadonlyMap<PlanningPath, string> = new Map([
    [path, source],
    [joinPath("phases", "03-auth", "03-01-SUMMARY.md"), "# not the execution's business\n"],
  ]);
  let execution = executionOf(path, texts);
  for (const [tick, each] of seen.entries()) {
    for (const event of eventsOf(execution, each, tick)) {
      const step = commute(phaseSubject, texts, execution, event);
      expect(step.breach).toBeUndefined();
      ({ texts, state: execution } = step);
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
  }
}

describe("the laws of the phase machine", () => {
  it("1 and 2: reading what was written says what evolve says, and nothing else is touched, on messy files", () => {
    const counts = new Map<string, number>();
    fc.assert(fc.property(messyExecution(), observations, (source, seen) => { check(source, seen, counts); }), { numRuns: 1500 });
    console.log(`events: ${[...counts].map(([type, count]) => `${type} ${String(count)}`).join(", ")}`);
    for (const type of ["execution-opened", "step-started", "step-completed", "step-failed", "step-interrupted", "step-waits", "failure-answered", "execution-settled"]) expect(counts.get(type) ?? 0, type).toBeGreaterThan(0);
  }, 120_000);
});

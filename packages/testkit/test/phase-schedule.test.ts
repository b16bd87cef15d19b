import { type ExecutionOptions, joinPath, parsePhaseNumber, phaseMachine, type PhaseExecution, type PhaseObservation, planId, type PlanId, type PlanToRun, renderExecution } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOfStep, startOfEffect } from "../src/phase-names.js";
import { executionOf } from "../src/phase-subject.js";

const path = joinPath("phases", "03-auth", "03-EXECUTION.md");
const at = "2026-01-01T00:00:00.000Z";
const number = parsePhaseNumber("3");
if (number === undefined) throw new Error("no phase");
const phase = number;

/** Phases of up to twelve plans; each comes after some earlier ones, and some change the same files. */
const plans: fc.Arbitrary<readonly PlanToRun[]> = fc.array(fc.record({ after: fc.array(fc.nat(11), { maxLength: 2 }), apart: fc.array(fc.nat(11), { maxLength: 1 }), late: fc.nat(1) }), { minLength: 1, maxLength: 12 }).map((drawn) => {
  const made: PlanToRun[] = [];
  for (const [index, { after, apart, late }] of drawn.entries()) {
    const earlier = [...new Set(after.filter((each) => each < index))].map((each) => made[each]).filter((plan) => plan !== undefined);
    const wave = late + 1 + Math.max(0, ...earlier.map((plan) => plan.wave));
    made.push({ id: idOf(index), wave, after: earlier.map((plan) => plan.id), apart: apart.filter((each) => each !== index && each < drawn.length).map(idOf) });
  }
  return made.sort((a, b) => a.wave - b.wave || (a.id < b.id ? -1 : 1));
});

function idOf(index: number): PlanId {
  return planId(phase, String(index + 1));
}

function observe(execution: PhaseExecution, seen: PhaseObservation): PhaseExecution {
  return phaseMachine.decide(execution, seen).reduce(phaseMachine.evolve, execution);
}

/** What the rules say of a plan, worked out from the plans and what has landed, without a look into the machine. */
function couldStart(execution: PhaseExecution, all: readonly PlanToRun[], id: PlanId): boolean {
  const own = (plan: PlanId): PhaseExecution["steps"] => execution.steps.filter((step) => step.plan === plan);
  const landed = (plan: PlanId): boolean => own(plan).every((step) => step.status === "completed");
  const begun = (plan: PlanId): boolean => own(plan).some((step) => step.status !== "pending");
  const plan = all.find((each) => each.id === id);
  if (plan === undefined || begun(id)) return false;
  if (!plan.after.every(landed)) return false;
  if (all.some((other) => begun(other.id) && !landed(other.id) && (plan.apart.includes(other.id) || other.apart.includes(id)))) return false;
  return execution.schedule === "dag" || all.every((other) => other.wave >= plan.wave || landed(other.id));
}

describe("the schedule of a phase", () => {
  it("never lets an agent idle while a plan could start, never runs two together that are kept apart, and ends", () => {
    let starts = 0;
    const options = fc.record<ExecutionOptions>({ schedule: fc.constantFrom("waves", "dag"), agents: fc.integer({ min: 1, max: 5 }), onFailure: fc.constant("halt") });
    fc.assert(
      fc.property(plans, options, fc.array(fc.nat(7), { minLength: 3, maxLength: 9 }), (all, chosen, order) => {
        let execution = observe(executionOf(path, new Map([[path, renderExecution({ phase, name: "Auth", created: at, options: chosen, plans: all })]])), { type: "execution-opened", at, plans: all, verify: true, options: chosen });
        for (let turn = 0; execution.status === "in-progress"; turn++) {
          expect(turn).toBeLessThan(500);
          for (const effect of phaseMachine.next(execution)) {
            if (effect.type === "run-plan") {
              expect(couldStart(execution, all, effect.plan), `${effect.plan} must not start`).toBe(true);
              starts++;
            }
            execution = startOfEffect(effect, at).reduce(observe, execution);
          }
          const running = execution.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
          const agents = running.filter((index) => execution.steps[index]?.stage === "run").length;
          expect(agents).toBeLessThanOrEqual(chosen.agents);
          if (agents < chosen.agents) expect(all.filter((plan) => couldStart(execution, all, plan.id)), "an agent idles although a plan could start").toEqual([]);
          const step = running[(order[turn % order.length] ?? 0) % Math.max(1, running.length)];
          if (step !== undefined) execution = observe(execution, { type: "step-ended", at, ...nameOfStep(execution, step), outcome: execution.steps[step]?.stage === "verify" ? { type: "verified", verdict: "passed" } : { type: "done" } });
        }
        expect(execution.status).toBe("completed");
      }),
      { numRuns: 300 },
    );
    console.log(`${String(starts)} plans started, each when it could`);
  }, 120_000);
});

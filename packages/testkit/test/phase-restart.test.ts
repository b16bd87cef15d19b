import { applyChanges, type ExecutionOptions, formatPhaseStage, joinPath, parsePhaseNumber, phaseMachine, type PhaseExecution, type PhaseObservation, type PhaseStageOutcome, type PlanningPath, planStates, type PlanToRun, renderExecution } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOfStep, startOfEffect } from "../src/phase-names.js";
import { phaseStageOutcomes, plan } from "../src/phase-outcomes.js";
import { executionOf } from "../src/phase-subject.js";

const path = joinPath("phases", "03-auth", "03-EXECUTION.md");
const phase = parsePhaseNumber("3");
if (phase === undefined) throw new Error("no phase");
const toRun = (number: string, wave = 1, after: readonly string[] = [], apart: readonly string[] = []): PlanToRun => ({ id: plan(`03-${number}`), wave, after: after.map((each) => plan(`03-${each}`)), apart: apart.map((each) => plan(`03-${each}`)) });
const PLANS = [toRun("01"), toRun("02", 1, [], ["03"]), toRun("03"), toRun("04", 2, ["01"])];

/** How the world answers: by plan, stage and how often that was asked before; the same whoever asks and however often it was killed. */
interface World {
  readonly answers: readonly number[];
  /** Whose end comes first where several are under way. */
  readonly order: readonly number[];
}

interface Run {
  readonly texts: ReadonlyMap<PlanningPath, string>;
  readonly state: PhaseExecution;
  readonly writes: number;
  readonly killed: boolean;
  /** Stages that were started, in order. */
  readonly started: readonly string[];
}

function outcomeOf(world: World, { steps }: PhaseExecution, index: number): PhaseStageOutcome {
  const step = steps[index];
  const before = steps.slice(0, index).filter((each) => each.plan === step?.plan && each.stage === step?.stage).length;
  const outcomes = phaseStageOutcomes(step?.stage ?? "run").filter(({ type }) => type !== "interrupted" && type !== "not-answered");
  const seed = [...`${step?.plan ?? ""}${step?.stage ?? ""}${String(before)}`].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  return outcomes[(world.answers[seed % world.answers.length] ?? 0) % outcomes.length] ?? { type: "done" };
}

/** Runs a whole execution in memory, several stages under way at the same time, killed after so many writes. */
function run(texts: ReadonlyMap<PlanningPath, string>, world: World, options: ExecutionOptions, killAfter = Infinity): Run {
  const at = { texts, state: executionOf(path, texts), writes: 0 };
  const started: string[] = [];
  const record = (seen: PhaseObservation): void => {
    for (const event of phaseMachine.decide(at.state, seen)) {
      if (at.writes >= killAfter) return;
      at.texts = applyChanges(at.texts, phaseMachine.changes({ path, texts: at.texts }, at.state, event));
      at.state = phaseMachine.evolve(at.state, event);
      at.writes++;
    }
  };
  const toDo = PLANS.filter((each) => planStates(at.state).find((state) => state.id === each.id)?.state !== "landed");
  const time = "2026-01-02T00:00:00.000Z";
  record({ type: "execution-opened", at: time, plans: toDo, verify: at.state.verdict === undefined, options });
  for (let turns = 0; at.writes < killAfter; turns++) {
    if (turns > 2_000) throw new Error("the execution does not end");
    for (const effect of phaseMachine.next(at.state)) {
      if (effect.type === "settle-execution") record({ type: "nothing-to-start", at: time });
      else if (effect.type === "ask-failure") record({ type: "failure-answered", at: time, plan: effect.plan, then: "continue" });
      else if (at.writes < killAfter) {
        started.push(formatPhaseStage(effect));
        startOfEffect(effect, time).forEach(record);
      }
    }
    const running = at.state.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
    if (running.length === 0 && phaseMachine.next(at.state).length === 0) break;
    const step = running[(world.order[turns % world.order.length] ?? 0) % Math.max(1, running.length)];
    if (step !== undefined) record({ type: "step-ended", at: time, ...nameOfStep(at.state, step), outcome: outcomeOf(world, at.state, step) });
  }
  return { ...at, killed: at.writes >= killAfter, started };
}

/** What two runs of one execution have in common when they came to the same end, in whatever order the plans did. */
function endOf({ state }: Run): unknown {
  const steps = state.steps.map((step) => ({ ...step, cutOff: undefined }));
  const plans = planStates(state).map(({ id, state: progress }) => [id, progress, steps.filter((step) => step.plan === id)]);
  return [state.status, state.verdict, plans, steps.filter((step) => step.plan === undefined)];
}

describe("law 3, restart", () => {
  it("stopped after any write and started again, an execution comes to the same end, and no completed stage runs twice", () => {
    let kills = 0;
    const world = fc.record({ answers: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) }), { minLength: 17, maxLength: 29 }), order: fc.array(fc.nat(4), { minLength: 5, maxLength: 11 }) });
    const options = fc.record({ schedule: fc.constantFrom("waves" as const, "dag" as const), agents: fc.integer({ min: 1, max: 4 }), onFailure: fc.constantFrom("continue" as const, "ask" as const) });
    fc.assert(
      fc.property(world, options, (answers, chosen) => {
        const fresh = new Map([[path, renderExecution({ phase, name: "Auth", created: "2026-01-01T00:00:00.000Z", options: chosen, plans: PLANS })]]);
        const whole = run(fresh, answers, chosen);
        // An execution that failed is taken up again by a second start: a run of its own, with more tries.
        if (whole.state.status === "failed") return;
        for (let killAfter = 0; killAfter < whole.writes; killAfter++) {
          const first = run(fresh, answers, chosen, killAfter);
          const second = run(first.texts, answers, chosen);
          expect(endOf(second), `killed after ${String(killAfter)} writes`).toEqual(endOf(whole));
          const done = first.state.steps.filter((step) => step.status === "completed").map(formatPhaseStage);
          const all = second.state.steps.map(formatPhaseStage);
          for (const stage of new Set(done)) {
            const times = (stages: readonly string[]): number => stages.filter((each) => each === stage).length;
            expect(times(second.started) + times(done), stage).toBeLessThanOrEqual(times(all));
          }
          kills++;
        }
      }),
      { numRuns: 60 },
    );
    console.log(`killed in memory after each of ${String(kills)} writes`);
    expect(kills).toBeGreaterThan(500);
  }, 120_000);

  it("what was cut off is asked for as resumed", () => {
    const options: ExecutionOptions = { schedule: "waves", agents: 1, onFailure: "halt" };
    const fresh = new Map([[path, renderExecution({ phase, name: "Auth", created: "2026-01-01T00:00:00.000Z", options, plans: PLANS })]]);
    const killed = run(fresh, { answers: [0], order: [0] }, options, 2);
    const again = phaseMachine.decide(killed.state, { type: "execution-opened", at: "2026-01-03T00:00:00.000Z", plans: PLANS, verify: true, options }).reduce(phaseMachine.evolve, killed.state);
    expect(phaseMachine.next(again)).toEqual([{ type: "run-plan", stage: "run", plan: "03-01", resumed: true }]);
  });
});

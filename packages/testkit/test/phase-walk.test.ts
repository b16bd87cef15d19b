import { AGAIN_BUDGET, answeredTasks, CHECKPOINT_BUDGET, type ExecutionOptions, humanNeededOf, joinPath, LANDING_CONFLICT_BUDGET, parsePhaseNumber, phaseMachine, type PhaseExecution, type PhaseObservation, type PhaseStageOutcome, planStates, type PlanToRun, renderExecution } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { nameOfStep, startOfEffect } from "../src/phase-names.js";
import { phaseStageOutcomes, plan } from "../src/phase-outcomes.js";
import { executionOf } from "../src/phase-subject.js";
import { walkStates, type Walk } from "../src/walk.js";

const at = "2026-01-01T00:00:00.000Z";
const path = joinPath("phases", "03-auth", "03-EXECUTION.md");
const phase = parsePhaseNumber("3");
if (phase === undefined) throw new Error("no phase");
const WAVES: ExecutionOptions = { schedule: "waves", agents: 2, onFailure: "halt" };

const toRun = (number: string, wave = 1, after: readonly string[] = [], apart: readonly string[] = []): PlanToRun => ({ id: plan(`03-${number}`), wave, after: after.map((each) => plan(`03-${each}`)), apart: apart.map((each) => plan(`03-${each}`)) });
const TWO_AND_ONE = [toRun("01"), toRun("02"), toRun("03", 2, ["01"])];

function opened(plans: readonly PlanToRun[], options: ExecutionOptions): PhaseExecution {
  const execution = executionOf(path, new Map([[path, renderExecution({ phase: phase as NonNullable<typeof phase>, name: "Auth", created: at, options, plans })]]));
  expect(execution.problems).toEqual([]);
  return observe(execution, { type: "execution-opened", at, plans, verify: true, options });
}

function observe(execution: PhaseExecution, ...seen: readonly PhaseObservation[]): PhaseExecution {
  return seen.reduce((state, each) => phaseMachine.decide(state, each).reduce(phaseMachine.evolve, state), execution);
}

/** What a walk follows: which outcomes of each stage, what is under way ending in any order. */
interface Ways {
  readonly plans: readonly PlanToRun[];
  readonly options: ExecutionOptions;
  readonly outcomes: (stage: PhaseExecution["steps"][number]["stage"], execution: PhaseExecution, step: number) => readonly PhaseStageOutcome[];
}

const toDo = (execution: PhaseExecution, plans: readonly PlanToRun[]): readonly PlanToRun[] => plans.filter((each) => planStates(execution).find((state) => state.id === each.id)?.state !== "landed");
const reopen = (execution: PhaseExecution, { plans, options }: Ways): PhaseObservation => ({ type: "execution-opened", at, plans: toDo(execution, plans), verify: execution.verdict !== "passed", options });

function endsOf(execution: PhaseExecution, ways: Ways): PhaseObservation[][] {
  const running = execution.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
  const ends = running.flatMap((step) => ways.outcomes(execution.steps[step]?.stage ?? "run", execution, step).map((outcome): PhaseObservation[] => [{ type: "step-ended", at, ...nameOfStep(execution, step), outcome }]));
  // A kill: what is under way stays `[>]`, and the next run opens.
  return running.length === 0 ? [] : [...ends, [reopen(execution, ways)]];
}

/** What the machine can tell apart, without the history that no longer matters. */
function key({ status, verdict, again, steps, onFailure }: PhaseExecution): string {
  const last = (index: number): boolean => steps[index]?.status !== "completed";
  const open = steps.flatMap((step, index) => (last(index) ? [[step.stage, step.plan, step.status, step.waiting !== undefined, step.cutOff !== undefined, step.then, step.reason, step.inserted]] : []));
  const checkpoints = [...new Set(steps.map((step) => step.plan))].map((id) => steps.filter((step) => step.plan === id && step.stage === "checkpoint").length);
  return JSON.stringify([status, verdict, again, onFailure, open, checkpoints]);
}

function check(execution: PhaseExecution): void {
  const { steps } = execution;
  const states = planStates(execution);
  const running = steps.filter((step) => step.status === "in-progress");
  expect(running.filter((step) => ["run", "continue", "run again", "resolve conflict"].includes(step.stage)).length).toBeLessThanOrEqual(execution.agents);
  expect(running.filter((step) => step.stage === "land" || step.stage === "resolve conflict").length).toBeLessThanOrEqual(1);
  for (const count of Object.values(execution.again)) expect(count).toBeLessThanOrEqual(AGAIN_BUDGET);
  for (const step of running) {
    const own = states.find((state) => state.id === step.plan);
    if (own === undefined) expect(states.every((state) => state.state === "landed")).toBe(true);
    else {
      expect(own.comesAfter.every((need) => states.find((state) => state.id === need)?.state === "landed"), `${own.id} runs before what it comes after`).toBe(true);
      expect(own.apart.some((other) => states.find((state) => state.id === other)?.state === "under-way"), `${own.id} runs beside a plan it is kept apart from`).toBe(false);
      expect(running.filter((other) => other.plan === step.plan)).toHaveLength(1);
    }
  }
  for (const effect of phaseMachine.next(execution)) {
    // A plan that was cut off goes on, although one of an earlier wave is tried again by now.
    if (effect.type !== "run-plan" || effect.resumed || execution.schedule !== "waves") continue;
    const wave = states.find((state) => state.id === effect.plan)?.wave ?? 1;
    expect(states.some((state) => state.wave < wave && ["open", "under-way", "waiting"].includes(state.state)), `${effect.plan} starts before an earlier wave has ended`).toBe(false);
  }
}

function walk(start: PhaseExecution, ways: Ways, bound = 60_000): Walk<PhaseExecution> {
  return walkStates(phaseMachine, start, {
    observations: (effect) => (effect.type === "ask-failure" ? (["continue", "stop"] as const).map((then) => [{ type: "failure-answered", at, plan: effect.plan, then }]) : [startOfEffect(effect, at)]),
    underWay: (execution) => endsOf(execution, ways),
    exits: (execution) => (execution.status === "completed" ? [] : [[reopen(execution, ways)], ...answersOf(execution, ways)]),
    key,
    check,
    bound,
  });
}

/** Answers to what waits, each followed by a new opening. */
function answersOf(execution: PhaseExecution, ways: Ways): PhaseObservation[][] {
  return execution.steps.flatMap((step): PhaseObservation[][] => {
    if (step.waiting === undefined || step.status !== "pending") return [];
    const answer: PhaseObservation = { type: "answer-given", at, answer: "approved", ...(step.plan === undefined ? {} : { plan: step.plan }) };
    return [[answer, reopen(observe(execution, answer), ways)]];
  });
}

function expectExit(execution: PhaseExecution, ways: Ways): void {
  expect(execution.problems).toEqual([]);
  if (execution.status === "completed") return;
  expect(["failed", "waiting", "pending"]).toContain(execution.status);
  expect(phaseMachine.next(observe(execution, reopen(execution, ways))).length, JSON.stringify(execution)).toBeGreaterThan(0);
}

/** Outcomes of a walk that stays small: checkpoints once a plan, conflicts once a landing. */
const once: Ways["outcomes"] = (stage, { steps }, index) =>
  phaseStageOutcomes(stage).filter((outcome) => {
    const own = steps.filter((step) => step.plan === steps[index]?.plan);
    if (outcome.type === "checkpoint") return !own.some((step) => step.stage === "checkpoint");
    if (outcome.type === "conflict") return !own.some((step) => step.stage === "resolve conflict");
    return true;
  });

const without = (...types: readonly PhaseStageOutcome["type"][]): Ways["outcomes"] => (stage, execution, index) => once(stage, execution, index).filter((outcome) => !types.includes(outcome.type));

describe("a walk over all states of an execution", () => {
  it.each<[string, readonly PlanToRun[], ExecutionOptions, Ways["outcomes"]]>([
    ["one plan, every outcome", [toRun("01")], WAVES, once],
    ["two plans side by side, every outcome, kills in between", [toRun("01"), toRun("02")], WAVES, without("checkpoint", "interrupted")],
    ["two plans side by side, checkpoints", [toRun("01"), toRun("02")], WAVES, without("conflict", "red", "failed")],
    ["two plans that change one file", [toRun("01", 1, [], ["02"]), toRun("02")], WAVES, without("checkpoint", "interrupted")],
    ["two waves, halting", TWO_AND_ONE, WAVES, without("checkpoint", "interrupted", "conflict", "red")],
    ["two waves, going on", TWO_AND_ONE, { ...WAVES, onFailure: "continue" }, without("checkpoint", "interrupted", "conflict", "red")],
    ["two waves, asking", TWO_AND_ONE, { ...WAVES, onFailure: "ask", agents: 1 }, without("checkpoint", "interrupted", "conflict", "red")],
    ["as dependencies allow", TWO_AND_ONE, { schedule: "dag", agents: 2, onFailure: "continue" }, without("checkpoint", "interrupted", "red", "not-accepted")],
    ["three side by side, landing in any order", [toRun("01"), toRun("02", 1, [], ["03"]), toRun("03")], { ...WAVES, agents: 3 }, without("checkpoint", "interrupted", "conflict", "red")],
  ])("%s: no state without an exit, every run ends", (name, plans, options, outcomes) => {
    const ways = { plans, options, outcomes };
    const { states, transitions, settled } = walk(opened(plans, options), ways);
    console.log(`${name}: walked ${String(states)} states over ${String(transitions)} transitions; ${String(settled.length)} settled`);
    for (const execution of settled) expectExit(execution, ways);
    expect(settled.some((execution) => execution.status === "completed")).toBe(true);
    expect(settled.some((execution) => execution.status === "failed" || execution.status === "waiting")).toBe(true);
  }, 120_000);
});

/** Runs on, one end after the other, each stage ending as `end` says; `order` chooses whose end comes first. */
function run(start: PhaseExecution, end: (stage: string, planId: string | undefined) => PhaseStageOutcome | undefined, order: (running: readonly number[]) => number = ([first = 0]) => first): PhaseExecution {
  let execution = start;
  for (let turns = 0; turns < 2_000; turns++) {
    const effects = phaseMachine.next(execution);
    for (const effect of effects) execution = observe(execution, ...startOfEffect(effect, at));
    const running = execution.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
    if (running.length === 0) {
      if (phaseMachine.next(execution).length === 0) return execution;
      continue;
    }
    const step = order(running);
    const { stage = "run", plan: id } = execution.steps[step] ?? {};
    const outcome = end(stage, id) ?? phaseStageOutcomes(stage)[0];
    if (outcome !== undefined) execution = observe(execution, { type: "step-ended", at, ...nameOfStep(execution, step), outcome });
  }
  throw new Error("the execution does not end");
}

const stages = (execution: PhaseExecution): string[] => execution.steps.map(({ stage, plan: id, status }) => `${stage}${id === undefined ? "" : ` ${id}`}${status === "completed" ? "" : ` (${status})`}`);

describe("the course of an execution", () => {
  it("runs waves one after the other, lands in plan order, verifies and records at the end", () => {
    const landed: string[] = [];
    const end = run(opened(TWO_AND_ONE, WAVES), (stage, id) => { if (stage === "land") landed.push(id ?? ""); return undefined; }, (running) => running.at(-1) ?? 0);
    expect(end.status).toBe("completed");
    expect(landed).toEqual(["03-01", "03-02", "03-03"]);
    expect(end.verdict).toBe("passed");
  });

  it("starts both plans of a wave at once, and never more than there are agents", () => {
    expect(phaseMachine.next(opened(TWO_AND_ONE, WAVES)).map((effect) => (effect.type === "run-plan" ? effect.plan : effect.type))).toEqual(["03-01", "03-02"]);
    expect(phaseMachine.next(opened(TWO_AND_ONE, { ...WAVES, agents: 1 }))).toHaveLength(1);
  });

  it("with dag lets the plan go first that most others wait for, and starts what can start, whatever its wave", () => {
    const dag: ExecutionOptions = { schedule: "dag", agents: 1, onFailure: "halt" };
    const plans = [toRun("01"), toRun("02"), toRun("03", 2, ["02"]), toRun("04", 3, ["03"])];
    const started: string[] = [];
    run(opened(plans, dag), (stage, id) => { if (stage === "run") started.push(id ?? ""); return undefined; });
    expect(started).toEqual(["03-02", "03-03", "03-01", "03-04"].sort((a, b) => started.indexOf(a) - started.indexOf(b)));
    expect(started[0]).toBe("03-02");
  });

  it("keeps what is good when a plan fails, and starts nothing new", () => {
    const end = run(opened(TWO_AND_ONE, WAVES), (stage, id) => (stage === "run" && id === "03-01" ? { type: "failed", reason: "budget", error: "out of tokens" } : undefined));
    expect(stages(end)).toEqual(["run 03-01 (failed)", "land 03-01 (pending)", "run 03-02", "land 03-02", "run 03-03 (pending)", "land 03-03 (pending)", "verify (pending)", "record (pending)"]);
    expect(end).toMatchObject({ status: "failed" });
  });

  it("goes on with what does not come after the failed plan, where it is told to", () => {
    const plans = [toRun("01"), toRun("02"), toRun("03", 2, ["01"]), toRun("04", 2, ["02"])];
    const end = run(opened(plans, { ...WAVES, onFailure: "continue" }), (stage, id) => (stage === "run" && id === "03-01" ? { type: "failed", reason: "failed", error: "no" } : undefined));
    expect(planStates(end).map(({ state }) => state)).toEqual(["failed", "landed", "blocked", "landed"]);
  });

  it("stops where a whole wave failed, whatever was said", () => {
    const plans = [toRun("01"), toRun("02"), toRun("03", 2)];
    const end = run(opened(plans, { ...WAVES, onFailure: "continue" }), (stage, id) => (stage === "run" && id !== "03-03" ? { type: "failed", reason: "failed", error: "no" } : undefined));
    expect(planStates(end).map(({ state }) => state)).toEqual(["failed", "failed", "open"]);
  });

  it("lets the others land while a plan waits for a person, and goes on with the answer", () => {
    const ask = (stage: string, id: string | undefined): PhaseStageOutcome | undefined => (stage === "run" && id === "03-01" ? { type: "checkpoint", kind: "human-verify", task: 2 } : stage === "checkpoint" ? { type: "not-answered" } : undefined);
    const waiting = run(opened([toRun("01"), toRun("02")], WAVES), ask);
    expect(waiting.status).toBe("waiting");
    expect(planStates(waiting).map(({ state }) => state)).toEqual(["waiting", "landed"]);
    const answered = observe(waiting, { type: "answer-given", at, plan: plan("03-01"), answer: "the button is red" });
    const again = observe(answered, { type: "execution-opened", at, plans: [toRun("01")], verify: true, options: WAVES });
    expect(phaseMachine.next(again)).toMatchObject([{ type: "continue-plan", plan: "03-01", answer: "the button is red", by: "person", task: 2 }]);
    expect(run(again, () => undefined).status).toBe("completed");
  });

  it("carries a plan out anew once where it does not fit, then it fails alone", () => {
    const end = run(opened([toRun("01"), toRun("02")], WAVES), (stage, id) => (stage === "land" && id === "03-01" ? { type: "red", error: "2 tests fail" } : undefined));
    expect(stages(end)).toEqual(["run 03-01", "land 03-01", "run again 03-01", "land 03-01 (failed)", "run 03-02", "land 03-02", "verify (pending)", "record (pending)"]);
  });

  it("stops asking the conflict agent after twenty commits, and a plan after twenty checkpoints", () => {
    const conflicts = run(opened([toRun("01")], WAVES), (stage) => (stage === "land" || stage === "resolve conflict" ? { type: "conflict", files: ["a"] } : undefined));
    expect(conflicts.status).toBe("failed");
    expect(conflicts.steps.filter((step) => step.stage === "resolve conflict").length).toBeLessThanOrEqual(2 * LANDING_CONFLICT_BUDGET);
    const checkpoints = run(opened([toRun("01")], WAVES), (stage) => (stage === "run" || stage === "continue" ? { type: "checkpoint", kind: "decision" } : undefined));
    expect(checkpoints.steps.filter((step) => step.stage === "checkpoint")).toHaveLength(CHECKPOINT_BUDGET);
    expect(checkpoints.steps.find((step) => step.status === "failed")).toMatchObject({ reason: "human-needed" });
  });

  it("puts gap-closure plans behind a finished execution, with another verification", () => {
    const done = run(opened([toRun("01")], WAVES), (stage) => (stage === "verify" ? { type: "verified", verdict: "gaps_found" } : undefined));
    expect(done).toMatchObject({ status: "completed", verdict: "gaps_found" });
    expect(phaseMachine.decide(done, { type: "execution-opened", at, plans: [], verify: false, options: WAVES })).toEqual([]);
    const gaps = observe(done, { type: "execution-opened", at, plans: [toRun("02")], verify: true, options: WAVES });
    expect(gaps.verdict).toBeUndefined();
    expect(stages(run(gaps, () => undefined))).toEqual(["run 03-01", "land 03-01", "verify", "record", "run 03-02", "land 03-02", "verify", "record"]);
  });

  it("closes the stages of a plan that somebody finished meanwhile", () => {
    const halted = run(opened([toRun("01"), toRun("02")], WAVES), (stage, id) => (stage === "run" && id === "03-01" ? { type: "failed", reason: "failed", error: "no" } : undefined));
    const again = observe(halted, { type: "execution-opened", at, plans: [], verify: true, options: WAVES });
    expect(again.steps[0]).toMatchObject({ status: "completed", skipped: "the plan is done" });
    expect(run(again, () => undefined).status).toBe("completed");
  });
});

describe("a checkpoint that a person gives up", () => {
  const ask = (then: "continue" | "stop") => (stage: string, id: string | undefined): PhaseStageOutcome | undefined => (stage === "run" && id === "03-01" ? { type: "checkpoint", kind: "human-action", task: 2 } : stage === "checkpoint" ? { type: "given-up", then } : undefined);

  it("fails its plan alone when it is skipped, whatever was said of failures, and is asked again by the next run", () => {
    const end = run(opened([toRun("01"), toRun("02"), toRun("03", 2, ["02"])], WAVES), ask("continue"));
    expect(planStates(end).map(({ state }) => state)).toEqual(["failed", "landed", "landed"]);
    expect(end.steps.find((step) => step.stage === "checkpoint")).toMatchObject({ status: "failed", reason: "human-needed", then: "continue" });
    const again = observe(end, { type: "execution-opened", at, plans: [toRun("01")], verify: true, options: WAVES });
    expect(phaseMachine.next(again)).toMatchObject([{ type: "ask-person", plan: "03-01", kind: "human-action", task: 2 }]);
    expect(run(again, () => undefined).status).toBe("completed");
  });

  it("starts nothing new when the phase is stopped there", () => {
    const end = run(opened([toRun("01"), toRun("02"), toRun("03", 2, ["02"])], { ...WAVES, onFailure: "continue" }), ask("stop"));
    expect(planStates(end).map(({ state }) => state)).toEqual(["failed", "landed", "open"]);
  });
});

describe("what a person has to look at", () => {
  it("is what a rule answered and what waits, and nothing that a person answered", () => {
    const end = run(opened([toRun("01"), toRun("02"), toRun("03")], { ...WAVES, agents: 3 }), (stage, id) => {
      if (stage === "run") return { type: "checkpoint", kind: id === "03-02" ? "human-action" : "decision", ...(id === "03-01" ? {} : { task: 2 }) };
      if (stage !== "checkpoint") return undefined;
      return id === "03-02" ? { type: "not-answered" } : id === "03-01" ? { type: "answered", answer: "sqlite", by: "rule", note: "Which store: the first option was taken without asking" } : { type: "answered", answer: "pg", by: "person" };
    });
    expect(humanNeededOf(end)).toEqual(["plan 03-01: Which store: the first option was taken without asking (answer: sqlite)", "plan 03-02 task 2: waits for an answer (human-action)"]);
    expect(answeredTasks(end, plan("03-03"))).toEqual([2]);
    expect(answeredTasks(end, plan("03-01"))).toEqual([]);
  });

  it("is to be verified again after issues", () => {
    const answers = ["the logo is cut", "approved"];
    const verify = (stage: string): PhaseStageOutcome | undefined => (stage === "run" || (stage === "continue" && answers.length > 0) ? { type: "checkpoint", kind: "human-verify", task: 2 } : undefined);
    const end = run(opened([toRun("01")], WAVES), (stage) => (stage === "checkpoint" ? { type: "answered", answer: answers.shift() ?? "", by: "person" } : verify(stage)));
    expect(answeredTasks(end, plan("03-01"))).toEqual([2]);
    expect(answeredTasks({ steps: end.steps.filter(({ answer }) => answer !== "approved") }, plan("03-01"))).toEqual([]);
  });
});

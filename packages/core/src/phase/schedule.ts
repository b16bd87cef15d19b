import type { PlanId } from "../ids/plan-id.js";
import { planStates, type PlanState } from "./plan-state.js";
import type { PhaseExecution, PhaseStep } from "./types.js";

/** An execution with what is asked of it for plan after plan, worked out once. */
export interface Board {
  readonly execution: PhaseExecution;
  /** In the order of the file. */
  readonly plans: readonly PlanState[];
  readonly landed: ReadonlySet<PlanId>;
  /** For each plan those that must not be at work beside it; either of the two may say so. */
  readonly apart: ReadonlyMap<PlanId, ReadonlySet<PlanId>>;
  /** The first wave with a plan that may still come; infinite where there is none. */
  readonly openWave: number;
  /** Nothing new starts. */
  readonly stopped: boolean;
}

/** The indexes of the steps that can start now, in the order in which they should. (Seed 004, "execute_waves"; design 3.3, 3.6) */
export function startableSteps(execution: PhaseExecution): readonly number[] {
  const { steps } = execution;
  const board = boardOf(execution);
  const { plans } = board;
  const startable: number[] = [];
  const under = new Set(plans.filter((plan) => plan.state === "under-way" || plan.state === "waiting").map((plan) => plan.id));
  let free = execution.agents - steps.filter((step) => step.status === "in-progress" && needsAgent(step)).length;
  let landing = steps.some((step) => step.status === "in-progress" && isLanding(step));
  const take = (plan: PlanState, step: PhaseStep, index: number): void => {
    if (isLanding(step)) landing = true;
    if (needsAgent(step)) free--;
    under.add(plan.id);
    startable.push(index);
  };
  for (const plan of inOrder(execution, plans)) {
    const step = plan.step === undefined ? undefined : steps[plan.step];
    if (plan.step === undefined || step === undefined || step.status !== "pending" || plan.state === "waiting" || plan.state === "blocked") continue;
    if (needsAgent(step) && free <= 0) continue;
    if (isLanding(step) && landing) continue;
    if (step.stage === "land" && !mayLand(board, plan, under)) continue;
    if (plan.state === "open" && !mayRun(board, plan, under)) continue;
    take(plan, step, plan.step);
  }
  return startable.length > 0 ? startable : endSteps(execution, plans);
}

/** Works out what is asked of an execution for plan after plan. */
export function boardOf(execution: PhaseExecution): Board {
  const plans = planStates(execution);
  const apart = new Map<PlanId, Set<PlanId>>(plans.map(({ id, apart: others }) => [id, new Set(others)]));
  for (const { id, apart: others } of plans) for (const other of others) apart.get(other)?.add(id);
  const landed = new Set(plans.filter(({ state }) => state === "landed").map(({ id }) => id));
  const openWave = Math.min(...plans.filter((plan) => !isSettled(plan)).map(({ wave }) => wave));
  return { execution, plans, landed, apart, openWave, stopped: isStopped(execution, plans) };
}

/** Whether a step takes up an agent. */
export function needsAgent({ stage }: PhaseStep): boolean {
  return stage === "run" || stage === "continue" || stage === "run again" || stage === "resolve conflict";
}

/** Whether a step changes the milestone's branch: one at a time. */
export function isLanding({ stage }: PhaseStep): boolean {
  return stage === "land" || stage === "resolve conflict";
}

/** With `waves` in the order of the file; with `dag` the plan first that the longest row of others comes after. */
function inOrder({ schedule }: PhaseExecution, plans: readonly PlanState[]): readonly PlanState[] {
  if (schedule === "waves") return plans;
  const lengths = chainLengths(plans);
  return [...plans].sort((a, b) => (lengths.get(b.id) ?? 0) - (lengths.get(a.id) ?? 0));
}

function chainLengths(plans: readonly PlanState[]): ReadonlyMap<PlanId, number> {
  const dependents = new Map<PlanId, PlanId[]>();
  for (const { id, comesAfter } of plans) for (const need of comesAfter) dependents.set(need, [...(dependents.get(need) ?? []), id]);
  const lengths = new Map<PlanId, number>();
  const lengthOf = (id: PlanId): number => {
    const known = lengths.get(id);
    if (known !== undefined) return known;
    // Set first, so that a circle, which `read` reports, cannot go on for ever.
    lengths.set(id, 1);
    const length = 1 + Math.max(0, ...(dependents.get(id) ?? []).map(lengthOf));
    lengths.set(id, length);
    return length;
  };
  for (const { id } of plans) lengthOf(id);
  return lengths;
}

function mayRun(board: Board, plan: PlanState, under: ReadonlySet<PlanId>): boolean {
  if (board.stopped || isTooEarly(board, plan) || isKeptApart(board, plan, under)) return false;
  return board.execution.schedule === "dag" || plan.wave <= board.openWave;
}

function isSettled({ state }: PlanState): boolean {
  return state === "landed" || state === "failed" || state === "blocked";
}

/** Whether a plan that this one comes after has not landed yet. */
function isTooEarly({ landed }: Board, { comesAfter }: PlanState): boolean {
  return comesAfter.some((need) => !landed.has(need));
}

function isKeptApart({ apart }: Board, { id }: PlanState, under: ReadonlySet<PlanId>): boolean {
  return [...(apart.get(id) ?? [])].some((other) => under.has(other));
}

/** Whether a plan that has been carried out may land: with `waves` an earlier plan of the wave goes first, unless it waits for a person or for this one. */
export function mayLand(board: Board, plan: PlanState, under: ReadonlySet<PlanId>): boolean {
  const { execution, plans, stopped } = board;
  if (execution.schedule === "dag") return true;
  const earlier = plans.slice(0, plans.indexOf(plan)).filter((other) => other.wave === plan.wave);
  return earlier.every((other) => {
    if (other.state === "under-way") return false;
    return other.state !== "open" || stopped || isKeptApart(board, other, under) || isTooEarly(board, other);
  });
}

/** Whether nothing new starts: a plan failed, and nobody said to go on; or a whole wave failed, which is no plan's fault. (Seed 004, "failure_handling") */
function isStopped(execution: PhaseExecution, plans: readonly PlanState[]): boolean {
  const failed = execution.steps.filter((step) => step.status === "failed");
  if (failed.some((step) => step.then === "stop" || (step.then === undefined && execution.onFailure !== "continue"))) return true;
  const waves = new Map<number, PlanState[]>();
  for (const plan of plans) waves.set(plan.wave, [...(waves.get(plan.wave) ?? []), plan]);
  return [...waves.values()].some((wave) => wave.length > 1 && wave.every((plan) => plan.state === "failed"));
}

/** The steps of the phase itself, one after the other, once every plan is in. */
function endSteps({ steps }: PhaseExecution, plans: readonly PlanState[]): readonly number[] {
  if (plans.some((plan) => plan.state !== "landed")) return [];
  const index = steps.findIndex((step) => step.status !== "completed");
  const step = steps[index];
  return step === undefined || step.status !== "pending" || step.waiting !== undefined ? [] : [index];
}

import { assignWaves, comparePlanIds, type Plan, type PlanId, type PhaseNumber, type Problem, readPlan, resolveDependencies } from "@dgs/core";
import type { PlanProgress } from "@dgs/core";
import { formatFinding } from "../work/findings.js";
import type { StepContext } from "./context.js";
import { failed, type WorkFailure } from "../work/context.js";

/** A plan of the phase, read whole. */
export interface ReadPlan extends PlanProgress {
  readonly plan: Plan;
}

/** The plans of a phase in the order in which they run: wave by wave, in each wave by their ids. */
export interface PlansInOrder {
  readonly plans: readonly ReadPlan[];
  readonly waves: readonly { readonly number: number; readonly plans: readonly PlanId[] }[];
  /** What each plan comes after, among the plans of the phase. */
  readonly within: ReadonlyMap<PlanId, readonly PlanId[]>;
  readonly warnings: readonly Problem[];
}

/** Reads the plans of a phase and puts them in order; an unknown or cyclic dependency is an error with its place. (design 3.3) */
export function readPlans(context: StepContext, phase: PhaseNumber, progress: readonly PlanProgress[], isDone: (id: PlanId) => boolean): PlansInOrder | WorkFailure {
  const read: ReadPlan[] = [];
  for (const each of progress.filter((plan) => !plan.superseded)) {
    const text = context.ports.files.read(each.path);
    if (typeof text !== "string") return failed("usage", `${each.path} cannot be read${text === undefined ? "" : `: ${text.message}`}`);
    read.push({ ...each, plan: readPlan(text, each.path) });
  }
  const inPhase = read.map(({ id, plan }) => ({ ...plan, id }));
  const dependencies = resolveDependencies(inPhase, { phase, isDone });
  const assigned = assignWaves(inPhase, dependencies.within);
  const problems = [...read.filter((each) => !each.done).flatMap((each) => each.plan.problems), ...dependencies.problems, ...assigned.problems];
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0) return failed("usage", errors.map(formatFinding).join("; "));
  const waiting = [...dependencies.waiting].map(([id, others]) => `${id} waits for ${others.join(", ")}`);
  if (waiting.length > 0) return failed("usage", `plans wait for plans of other phases that are not done: ${waiting.join("; ")}`);
  const order = assigned.waves.flatMap((wave) => [...wave.plans].sort(comparePlanIds));
  const plans = order.flatMap((id) => read.filter((each) => each.id === id));
  return { plans, waves: assigned.waves, within: dependencies.within, warnings: problems };
}

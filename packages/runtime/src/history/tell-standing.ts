import { formatStepCommand, GAP_FIX_BUDGET, type Job, PHASE_FIX_BUDGET } from "@dgs/core";
import type { WorkContext } from "../work/context.js";
import { readExpectedTimes } from "./read-expected-times.js";

/** Makes a teller of how a job stands, for whoever watches: its steps and cycles, what is used of its budget, and once what its steps are expected to take. */
export function createStandingTeller(context: Pick<WorkContext, "onEvent" | "place" | "spending"> & { readonly version: string }): (job: Job) => void {
  let told: Job | undefined;
  return (job) => {
    if (told === undefined) context.onEvent({ type: "times-expected", ...readExpectedTimes(context.place) });
    // Its starts and ends are told step by step: all of them again at each step would make a history that grows with the square of a job.
    if (told === undefined || !isSamePlan(told, job)) context.onEvent({
      type: "job-stands",
      version: context.version,
      steps: job.steps.map(({ command, status, started, finished }) => ({ command: formatStepCommand(command), status, ...(started === undefined ? {} : { started }), ...(finished === undefined ? {} : { finished }) })),
      cycles: { milestone: job.gapFixCycle, mostOfMilestone: GAP_FIX_BUDGET, phases: job.phaseFixCycle, mostOfPhase: PHASE_FIX_BUDGET },
    });
    told = job;
    tellBudget(context, {});
  };
}

/** Whether two jobs have the same steps and have used the same cycles, however far they are. */
function isSamePlan(one: Job, other: Job): boolean {
  return one.gapFixCycle === other.gapFixCycle && one.phaseFixCycle === other.phaseFixCycle && one.steps.length === other.steps.length && one.steps.every(({ command }, at) => command === other.steps[at]?.command);
}

/** Tells the same of a command that is no job: what it is expected to take, and what is used of the budget of its phase. */
export function tellExpectations(context: Pick<WorkContext, "onEvent" | "place" | "spending" | "spentOn">): void {
  context.onEvent({ type: "times-expected", ...readExpectedTimes(context.place) });
  tellBudget(context, context.spentOn);
}

function tellBudget({ onEvent, spending }: Pick<WorkContext, "onEvent" | "spending">, run: { readonly phase?: string }): void {
  const budget = spending.standing(run);
  if (budget !== undefined) onEvent({ type: "budget-stands", level: budget.level, name: budget.name, used: budget.used, limits: budget.limits });
}

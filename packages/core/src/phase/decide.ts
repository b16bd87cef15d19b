import { planSteps, phaseSteps } from "./create.js";
import { decidePhaseStage } from "./decide-stage.js";
import { settledStatusOf, nextForPhase } from "./next.js";
import { planStates } from "./plan-state.js";
import { startableSteps } from "./schedule.js";
import type { PhaseEvent, PhaseExecution, PhaseObservation, PlanToRun } from "./types.js";

/** What to record about what was seen. An observation that does not fit the state records nothing. */
export function decideForPhase(execution: PhaseExecution, seen: PhaseObservation): readonly PhaseEvent[] {
  if (seen.type === "step-ended") {
    const step = execution.steps.findIndex((each) => each.status === "in-progress" && each.stage === seen.stage && each.plan === seen.plan);
    return step < 0 ? [] : [decidePhaseStage(execution, seen.at, step, seen.outcome)];
  }
  // Nothing is begun by a file that cannot be read without doubt; the end of what runs already is still written down.
  if (execution.problems.some((problem) => problem.severity === "error")) return [];
  switch (seen.type) {
    case "execution-opened":
      return opened(execution, seen);
    case "step-opened":
      return started(execution, seen);
    case "answer-given":
      return answered(execution, seen);
    case "failure-answered":
      return failureAnswered(execution, seen);
    case "nothing-to-start":
      return nextForPhase(execution).some((effect) => effect.type === "settle-execution") ? [{ type: "execution-settled", at: seen.at, status: settledStatusOf(execution) }] : [];
  }
}

type Seen<Type extends PhaseObservation["type"]> = Extract<PhaseObservation, { readonly type: Type }>;

function started(execution: PhaseExecution, { at, stage, plan }: Seen<"step-opened">): readonly PhaseEvent[] {
  if (execution.status !== "in-progress") return [];
  const step = startableSteps(execution).find((each) => execution.steps[each]?.stage === stage && execution.steps[each].plan === plan);
  return step === undefined ? [] : [{ type: "step-started", at, step }];
}

function failureAnswered({ steps }: PhaseExecution, { plan, then }: Seen<"failure-answered">): readonly PhaseEvent[] {
  const step = steps.findIndex((each) => each.plan === plan && each.status === "failed" && each.then === undefined);
  return step < 0 ? [] : [{ type: "failure-answered", step, then }];
}

/** Plans that are to do and have no open stage are put in; stages of plans that are done by now are closed. */
function opened(execution: PhaseExecution, { at, plans, verify, options }: Seen<"execution-opened">): readonly PhaseEvent[] {
  const { steps } = execution;
  const wanted = new Set(plans.map((plan) => plan.id));
  const states = planStates(execution);
  const openPlans = new Set(states.filter((plan) => plan.state !== "landed").map((plan) => plan.id));
  const known = new Set([...wanted, ...states.map((plan) => plan.id)]);
  const added = plans.filter((plan) => !openPlans.has(plan.id)).map((plan): PlanToRun => ({ ...plan, after: plan.after.filter((id) => known.has(id)), apart: plan.apart.filter((id) => known.has(id)) }));
  const skip = steps.flatMap((step, index) => (step.plan !== undefined && step.status !== "completed" && !wanted.has(step.plan) ? [index] : []));
  const open = steps.findIndex((step) => step.stage === "verify" && step.status !== "completed");
  const settled = steps.every((step, index) => step.status === "completed" || skip.includes(index));
  if (added.length === 0 && !verify && settled && execution.status === "completed") return [];
  const again = open < 0 && (added.length > 0 || verify);
  const insert = [...added.flatMap(planSteps), ...(again ? phaseSteps() : [])];
  return [{ type: "execution-opened", at, options, insert, behind: open > 0 ? open - 1 : steps.length - 1, skip }];
}

function answered({ steps }: PhaseExecution, { at, plan, answer }: Seen<"answer-given">): readonly PhaseEvent[] {
  const stage = plan === undefined ? "approve" : "checkpoint";
  const step = steps.findIndex((each) => each.plan === plan && each.status !== "completed");
  // What a person gave up in a run can be answered afterwards.
  if (steps[step]?.stage !== stage || steps[step].status === "in-progress") return [];
  const verdict = plan !== undefined ? {} : { verdict: isApproval(answer) ? ("passed" as const) : ("gaps_found" as const) };
  return [{ type: "step-completed", at, step, facts: {}, answer: { text: answer, by: "person" }, insert: [], ...verdict }];
}

/** Whether an answer approves. (Seed 004, "checkpoint_handling") */
export function isApproval(answer: string): boolean {
  return /^(?:approved?|done|yes|ok(?:ay)?|lgtm|verified|passed|looks good)[.!]*$/i.test(answer.trim());
}

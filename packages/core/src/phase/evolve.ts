import { countOf } from "../checklist/counts.js";
import { oneLine } from "../checklist/one-line.js";
import { freshStep, plainPhaseFacts, plainPhaseStep } from "./detail.js";
import type { PhaseEvent, PhaseExecution, PhaseExecutionOpened, PhaseStep, PhaseStepClosed } from "./types.js";

/** The state after an event: what `read` says of the file once the event's changes are made. */
export function evolvePhase(execution: PhaseExecution, event: PhaseEvent): PhaseExecution {
  const change = (step: number, to: (step: PhaseStep) => PhaseStep): PhaseExecution => ({ ...execution, steps: withStep(execution.steps, step, to) });
  switch (event.type) {
    case "execution-opened":
      return open(execution, event);
    case "step-started":
      return change(event.step, (step) => ({ ...freshStep(step), status: "in-progress", started: event.at }));
    case "step-completed":
      return close(execution, event);
    case "step-failed":
      return change(event.step, (step) => ({ ...freshStep(step), ...startOf(step), status: "failed", finished: event.at, reason: event.reason, error: oneLine(event.error), ...(event.then === undefined ? {} : { then: event.then }) }));
    case "step-interrupted":
      return change(event.step, (step) => ({ ...freshStep(step), cutOff: event.at }));
    case "step-waits":
      return change(event.step, (step) => ({ ...freshStep(step), waiting: event.at }));
    case "failure-answered":
      return change(event.step, (step) => ({ ...step, then: event.then }));
    case "execution-settled":
      return { ...execution, status: event.status, ...(event.status === "completed" ? { finished: event.at } : { halted: event.at }) };
  }
}

function withStep(steps: readonly PhaseStep[], index: number, change: (step: PhaseStep) => PhaseStep): readonly PhaseStep[] {
  return steps.map((step, at) => (at === index ? change(step) : step));
}

function inserted(steps: readonly PhaseStep[], behind: number, insert: readonly PhaseStep[]): readonly PhaseStep[] {
  return [...steps.slice(0, behind + 1), ...insert.map(plainPhaseStep), ...steps.slice(behind + 1)];
}

function startOf({ started }: PhaseStep): Partial<PhaseStep> {
  return started === undefined ? {} : { started };
}

/** What a step of an opened execution becomes: skipped, cut off, to be run or asked again; `undefined` where it stays as it is. */
function reopened(step: PhaseStep, skipped: boolean, at: string): PhaseStep | undefined {
  if (skipped) return { ...freshStep(step), status: "completed", finished: at, skipped: "the plan is done" };
  if (step.status === "in-progress") return { ...freshStep(step), cutOff: at };
  return step.status === "failed" || (step.status === "pending" && step.waiting !== undefined) ? freshStep(step) : undefined;
}

function open(execution: PhaseExecution, { at, options, insert, behind, skip }: PhaseExecutionOpened): PhaseExecution {
  const steps = execution.steps.map((step, index) => reopened(step, skip.includes(index), at) ?? step);
  const { verdict, ...rest } = execution;
  const again = insert.some((step) => step.stage === "verify");
  return {
    ...rest,
    ...options,
    ...(verdict === undefined || again ? {} : { verdict }),
    status: "in-progress",
    again: execution.status === "failed" ? {} : execution.again,
    started: execution.started ?? at,
    steps: inserted(steps, behind, insert),
  };
}

function close(execution: PhaseExecution, event: PhaseStepClosed): PhaseExecution {
  const answer = event.answer === undefined ? {} : { answer: oneLine(event.answer.text), by: event.answer.by };
  const done = withStep(execution.steps, event.step, (step) => ({ ...freshStep(step), ...startOf(step), status: "completed", finished: event.at, ...answer, ...plainPhaseFacts(event.facts) }));
  const again = event.again === undefined ? execution.again : { ...execution.again, [event.again]: countOf(execution.again, event.again) + 1 };
  return { ...execution, ...(event.verdict === undefined ? {} : { verdict: event.verdict }), again, steps: inserted(done, event.step, event.insert) };
}

import { countOf } from "../checklist/counts.js";
import { oneLine } from "../checklist/one-line.js";
import { freshStep, plainFacts } from "./detail.js";
import { runningStatus, sectionOf, spanOf } from "./section.js";
import type { Quick, QuickEvent, QuickStep, QuickStepClosed } from "./types.js";

/** The state after an event: what `read` says of the file once the event's changes are made. */
export function evolveQuick(quick: Quick, event: QuickEvent): Quick {
  switch (event.type) {
    case "quick-reopened":
      return reopen(quick, event.at);
    case "completion-started":
      return { ...quick, status: "completing", races: {}, steps: [...quick.steps, ...event.insert.map(plainStep)] };
    case "abandonment-started":
      return { ...quick, status: "abandoning", steps: [...quick.steps, ...event.insert.map(plainStep)] };
    case "step-started":
      return { ...quick, steps: withStep(quick.steps, event.step, (step) => ({ ...freshStep(step), status: "in-progress", started: event.at })) };
    case "step-completed":
      return close(quick, event);
    case "step-returned":
      return { ...quick, steps: inserted(withStep(quick.steps, event.step, freshStep), event.behind, event.insert) };
    case "step-failed": {
      const failed = (step: QuickStep): QuickStep => ({ ...freshStep(step), ...startOf(step), status: "failed", finished: event.at, reason: event.reason, error: oneLine(event.error) });
      return { ...quick, status: "failed", halted: event.at, steps: withStep(quick.steps, event.step, failed) };
    }
    case "step-interrupted":
      return { ...quick, steps: withStep(quick.steps, event.step, (step) => ({ ...freshStep(step), cutOff: event.at })) };
    case "quick-settled":
      return { ...quick, status: event.status, ...(event.status === "ready" ? {} : { finished: event.at }) };
  }
}

/** A step as it is read once it was written. */
export function plainStep(step: QuickStep): QuickStep {
  return { ...step, ...(step.cause === undefined ? {} : { cause: oneLine(step.cause) }), ...(step.error === undefined ? {} : { error: oneLine(step.error) }) };
}

/** What a step of an opened run becomes: cut off, or simply to be run again; `undefined` where it stays as it is. */
function reopenedStep(quick: Quick, index: number, at: string): QuickStep | undefined {
  const step = quick.steps[index];
  const { start, end } = spanOf(quick.steps, sectionOf(quick));
  if (step === undefined || index < start || index >= end) return undefined;
  if (step.status === "in-progress") return { ...freshStep(step), cutOff: at };
  return step.status === "failed" ? freshStep(step) : undefined;
}

function reopen(quick: Quick, at: string): Quick {
  const steps = quick.steps.map((step, index) => reopenedStep(quick, index, at) ?? step);
  const races = quick.status === "failed" ? {} : quick.races;
  return { ...quick, status: runningStatus(sectionOf(quick)), started: quick.started ?? at, races, steps };
}

function withStep(steps: readonly QuickStep[], index: number, change: (step: QuickStep) => QuickStep): readonly QuickStep[] {
  return steps.map((step, at) => (at === index ? change(step) : step));
}

function inserted(steps: readonly QuickStep[], behind: number, insert: readonly QuickStep[]): readonly QuickStep[] {
  return [...steps.slice(0, behind + 1), ...insert.map(plainStep), ...steps.slice(behind + 1)];
}

function startOf({ started }: QuickStep): Partial<QuickStep> {
  return started === undefined ? {} : { started };
}

function close(quick: Quick, event: QuickStepClosed): Quick {
  const skipped = event.skipped === undefined ? {} : { skipped: oneLine(event.skipped) };
  const done = withStep(quick.steps, event.step, (step) => ({ ...freshStep(step), ...startOf(step), status: "completed", finished: event.at, ...skipped, ...plainFacts(event.facts) }));
  const all = done.map((step, index): QuickStep => (event.skip.includes(index) ? { ...freshStep(step), status: "completed", finished: event.at, skipped: "nothing to merge" } : step));
  const races = event.race === undefined ? quick.races : { ...quick.races, [event.race]: countOf(quick.races, event.race) + 1 };
  return { ...quick, races, steps: inserted(all, event.step, event.insert), ...(event.halt === true ? { status: "failed", halted: event.at } : {}) };
}

import type { PhaseEffect, PlanEffect } from "./effect.js";
import { startableSteps } from "./schedule.js";
import type { PhaseExecution, PhaseStep } from "./types.js";

/**
 * What an execution asks for now, besides what is under way: steps that are `[>]` are not asked for again. `[]` while nothing is under way means
 * that it is settled.
 */
export function nextForPhase(execution: PhaseExecution): readonly PhaseEffect[] {
  if (execution.problems.some((problem) => problem.severity === "error") || execution.status !== "in-progress") return [];
  const asked = execution.onFailure === "ask" ? execution.steps.flatMap((step, index) => failureOf(step, index)) : [];
  const effects = [...startableSteps(execution).flatMap((index) => effectAt(execution, index)), ...asked];
  if (effects.length > 0 || execution.steps.some((step) => step.status === "in-progress")) return effects;
  return [{ type: "settle-execution", status: settledStatusOf(execution) }];
}

/** What an execution becomes when nothing can start and nothing is under way. */
export function settledStatusOf({ steps }: Pick<PhaseExecution, "steps">): "completed" | "failed" | "waiting" {
  if (steps.every((step) => step.status === "completed")) return "completed";
  return steps.some((step) => step.status === "failed") || !steps.some((step) => step.waiting !== undefined) ? "failed" : "waiting";
}

function failureOf(step: PhaseStep, index: number): PhaseEffect[] {
  if (step.status !== "failed" || step.then !== undefined || step.plan === undefined) return [];
  return [{ type: "ask-failure", step: index, plan: step.plan, error: step.error ?? "" }];
}

function effectAt(execution: PhaseExecution, index: number): PhaseEffect[] {
  const step = execution.steps[index];
  if (step === undefined) return [];
  const resumed = step.cutOff !== undefined;
  const { plan } = step;
  if (plan !== undefined) return [effectOfPlan(execution, step, { step: index, plan, resumed })];
  switch (step.stage) {
    case "verify":
      return [{ type: "verify-phase", step: index, resumed }];
    case "approve":
      return [{ type: "approve-phase", step: index, resumed }];
    case "record":
      return [{ type: "record-phase", step: index, resumed }];
    case "run":
    case "checkpoint":
    case "continue":
    case "land":
    case "resolve conflict":
    case "run again":
      return [];
  }
}

function effectOfPlan({ steps }: PhaseExecution, step: PhaseStep, common: PlanEffect): PhaseEffect {
  switch (step.stage) {
    case "checkpoint":
      return { type: "ask-person", ...common, kind: step.kind ?? "unknown", ...(step.task === undefined ? {} : { task: step.task }) };
    case "continue": {
      const asked = steps.slice(0, common.step).findLast((each) => each.plan === common.plan && each.stage === "checkpoint");
      return { type: "continue-plan", ...common, answer: asked?.answer ?? "", by: asked?.by ?? "person", ...(asked?.task === undefined ? {} : { task: asked.task }) };
    }
    case "land":
      return { type: "land-plan", ...common };
    case "resolve conflict":
      return { type: "resolve-conflict", ...common, files: step.files ?? [] };
    case "run again":
      return { type: "run-plan-again", ...common, cause: step.cause ?? "" };
    case "run":
    case "verify":
    case "approve":
    case "record":
      return { type: "run-plan", ...common };
  }
}

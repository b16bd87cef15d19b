import type { PhaseEffect, PlanEffect } from "./effect.js";
import { startableSteps } from "./schedule.js";
import type { PhaseExecution, PhaseStep } from "./types.js";

/**
 * What an execution asks for now, besides what is under way: steps that are `[>]` are not asked for again. `[]` while nothing is under way means
 * that it is settled.
 */
export function nextForPhase(execution: PhaseExecution): readonly PhaseEffect[] {
  if (execution.problems.some((problem) => problem.severity === "error") || execution.status !== "in-progress") return [];
  const asked = execution.onFailure === "ask" ? execution.steps.flatMap(failureOf) : [];
  const effects = [...startableSteps(execution).flatMap((index) => effectAt(execution, index)), ...asked];
  if (effects.length > 0 || execution.steps.some((step) => step.status === "in-progress")) return effects;
  return [{ type: "settle-execution", status: settledStatusOf(execution) }];
}

/** What an execution becomes when nothing can start and nothing is under way. */
export function settledStatusOf({ steps }: Pick<PhaseExecution, "steps">): "completed" | "failed" | "waiting" {
  if (steps.every((step) => step.status === "completed")) return "completed";
  return steps.some((step) => step.status === "failed") || !steps.some((step) => step.waiting !== undefined) ? "failed" : "waiting";
}

function failureOf(step: PhaseStep): PhaseEffect[] {
  if (step.status !== "failed" || step.then !== undefined || step.plan === undefined) return [];
  return [{ type: "ask-failure", plan: step.plan, error: step.error ?? "" }];
}

function effectAt(execution: PhaseExecution, index: number): PhaseEffect[] {
  const step = execution.steps[index];
  if (step === undefined) return [];
  const resumed = step.cutOff !== undefined;
  const { plan } = step;
  switch (step.stage) {
    case "verify":
      return [{ type: "verify-phase", stage: "verify", resumed }];
    case "approve":
      return [{ type: "approve-phase", stage: "approve", resumed }];
    case "record":
      return [{ type: "record-phase", stage: "record", resumed }];
    case "run":
    case "checkpoint":
    case "continue":
    case "land":
    case "resolve conflict":
    case "run again":
      return plan === undefined ? [] : [effectOfPlan(execution, index, { plan, resumed })];
  }
}

function effectOfPlan({ steps }: PhaseExecution, index: number, common: Pick<PlanEffect, "plan" | "resumed">): PhaseEffect {
  const { stage = "run", kind = "unknown", task, files = [], cause = "" } = steps[index] ?? {};
  switch (stage) {
    case "checkpoint":
      return { type: "ask-person", stage, ...common, kind, ...(task === undefined ? {} : { task }) };
    case "continue": {
      const asked = steps.slice(0, index).filter((each) => each.plan === common.plan && each.stage === "checkpoint").at(-1);
      return { type: "continue-plan", stage, ...common, answer: asked?.answer ?? "", by: asked?.by ?? "person", ...(asked?.task === undefined ? {} : { task: asked.task }) };
    }
    case "land":
      return { type: "land-plan", stage, ...common };
    case "resolve conflict":
      return { type: "resolve-conflict", stage, ...common, files };
    case "run again":
      return { type: "run-plan-again", stage, ...common, cause };
    case "run":
    case "verify":
    case "approve":
    case "record":
      return { type: "run-plan", stage: "run", ...common };
  }
}

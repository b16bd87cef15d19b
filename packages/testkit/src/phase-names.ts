import type { PhaseEffect, PhaseExecution, PhaseObservation, PhaseStepName } from "@dgs/core";

/** The name by which observations speak of a step. */
export function nameOfStep({ steps }: PhaseExecution, index: number): PhaseStepName {
  const { stage = "run", plan } = steps[index] ?? {};
  return { stage, ...(plan === undefined ? {} : { plan }) };
}

/** What is seen when an effect starts; a question about a failure has no start. */
export function startOfEffect(effect: PhaseEffect, at: string): PhaseObservation[] {
  if (effect.type === "settle-execution") return [{ type: "nothing-to-start", at }];
  if (effect.type === "ask-failure") return [];
  return [{ type: "step-opened", at, stage: effect.stage, ...("plan" in effect ? { plan: effect.plan } : {}) }];
}

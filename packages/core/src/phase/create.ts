import type { PhaseStep, PlanToRun } from "./types.js";

/** The steps of a plan that is to be carried out. */
export function planSteps({ id, wave, after, apart }: PlanToRun): readonly PhaseStep[] {
  return [
    { stage: "run", plan: id, status: "pending", wave, comesAfter: after, apart },
    { stage: "land", plan: id, status: "pending" },
  ];
}

/** The steps at the end of a phase. */
export function phaseSteps(): readonly PhaseStep[] {
  return [
    { stage: "verify", status: "pending" },
    { stage: "record", status: "pending" },
  ];
}

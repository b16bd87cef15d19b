import { parsePlanId, type PlanId } from "../ids/plan-id.js";

/** The stages of a plan, spelled as in the file of the execution. */
export const PLAN_STAGES = ["run", "checkpoint", "continue", "land", "resolve conflict", "run again"] as const;

/** The stages of the phase itself. */
export const PHASE_STAGES = ["verify", "approve", "record"] as const;

/** A stage of one plan. */
export type PlanStage = (typeof PLAN_STAGES)[number];

/** Any stage. */
export type PhaseStage = PlanStage | (typeof PHASE_STAGES)[number];

/** A stage, and the plan where it is of one. */
export type StageOfPlan = { readonly stage: PlanStage; readonly plan: PlanId } | { readonly stage: (typeof PHASE_STAGES)[number]; readonly plan?: undefined };

/** Writes a stage as it stands behind the brackets: `` run again `03-01` ``. */
export function formatPhaseStage({ stage, plan }: { readonly stage: PhaseStage; readonly plan?: PlanId | undefined }): string {
  return plan === undefined ? stage : `${stage} \`${plan}\``;
}

const LINE = /^(run again|resolve conflict|run|checkpoint|continue|land|verify|approve|record)(?:[ \t]+(?:`([^`]*)`|(\S+)))?$/i;

/** Reads what stands behind the brackets, with or without backticks; `undefined` where it names no stage, or not the plan that one needs. */
export function parsePhaseStage(text: string): StageOfPlan | undefined {
  const match = LINE.exec(text.trim());
  if (match === null) return undefined;
  const [, word = "", quoted, bare] = match;
  const stage = word.toLowerCase();
  const name = quoted ?? bare;
  const ofPhase = PHASE_STAGES.find((each) => each === stage);
  if (ofPhase !== undefined) return name === undefined ? { stage: ofPhase } : undefined;
  const ofPlan = PLAN_STAGES.find((each) => each === stage);
  const plan = name === undefined ? undefined : parsePlanId(name.trim());
  return ofPlan === undefined || plan === undefined ? undefined : { stage: ofPlan, plan };
}

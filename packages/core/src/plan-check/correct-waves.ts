import type { PlanId } from "../ids/plan-id.js";
import { frontMatterEdit } from "../markdown/front-matter-edit.js";
import { readPlan } from "../planning/plan.js";
import { validationWaveEdits } from "../planning/validation-waves.js";
import type { OutboxFile } from "../ports/agents.js";
import { applyEdits } from "../text/edit.js";
import { computeWaves } from "./compute-waves.js";
import type { EarlierPlan, PlannedPlan, PlansToCheck } from "./types.js";

/** One wave that was mended. */
export interface WaveCorrection {
  readonly plan: PlanId;
  /** What was declared; `undefined` where that was no number. */
  readonly from: number | undefined;
  readonly to: number;
}

/** Plans whose waves are right. */
export interface WavesCorrected {
  readonly plans: readonly PlannedPlan[];
  readonly validation: OutboxFile | undefined;
  readonly corrections: readonly WaveCorrection[];
}

/**
 * Writes into plans the waves that follow from what they depend on and change, and into the column `Wave` of the map of VALIDATION.md. Only the numbers are touched; what has them already stays as it is.
 * A number that can be computed is no reason to ask a planner again.
 */
export function correctWaves(plans: Pick<PlansToCheck, "plans" | "validation" | "within">, earlier: readonly EarlierPlan[] = []): WavesCorrected {
  const waves = computeWaves(plans, earlier);
  const wrong = plans.plans.flatMap(({ id, plan }): WaveCorrection[] => {
    const to = waves.get(id);
    return to === undefined || plan.wave === to ? [] : [{ plan: id, from: plan.wave, to }];
  });
  return {
    plans: plans.plans.map((each) => withWave(each, wrong.find(({ plan }) => plan === each.id)?.to)),
    validation: plans.validation === undefined ? undefined : { ...plans.validation, text: applyEdits(plans.validation.text, validationWaveEdits(plans.validation.text, waves)) },
    corrections: wrong,
  };
}

function withWave(planned: PlannedPlan, wave: number | undefined): PlannedPlan {
  if (wave === undefined) return planned;
  const text = applyEdits(planned.text, frontMatterEdit(planned.text, "wave", String(wave)));
  return { ...planned, text, plan: readPlan(text, planned.plan.path) };
}

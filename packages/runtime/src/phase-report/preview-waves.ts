import { planStates, type PhaseExecution, type PlanId, type PlanOverlap, type PlanState, type Problem, type ProductPhase } from "@dgs/core";
import type { PlannedReport, WavePreview } from "../commands/execute-phase-reports.js";
import type { Inventory } from "../phase/inventory.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { brieflyFrom, firstSentences, plainProse } from "./brief-text.js";
import { planName } from "./plan-name.js";

/** What a preview of waves is made of. */
export interface PreviewInput {
  readonly phase: Pick<ProductPhase, "roadmap" | "plans">;
  /** The text that the phase was read from. */
  readonly roadmap: string;
  readonly plans: readonly ReadPlan[];
  readonly overlaps: readonly PlanOverlap[];
  readonly warnings: readonly Problem[];
}

/** Where a plan stands in an execution, without what became of it. */
export type PlacedPlan = Pick<PlanState, "id" | "wave" | "comesAfter">;

/** Tells the waves of some plans before they are carried out. (Seed 004, "group_by_wave") */
export function previewWaves(input: PreviewInput, placed: readonly PlacedPlan[]): readonly WavePreview[] {
  const numbers = [...new Set(placed.map(({ wave }) => wave))].sort((a, b) => a - b);
  return numbers.map((number) => ({ number, plans: placed.filter(({ wave }) => wave === number).flatMap((each) => previewPlan(input, each, placed) ?? []) }));
}

/** Tells the waves of an inventory; with an execution those of all plans in its file. */
export function previewOf(found: PhaseInFolder, inventory: Inventory, execution?: Pick<PhaseExecution, "steps">): readonly WavePreview[] {
  const placed = execution === undefined ? inventory.toRun.map(({ id, wave, after }) => ({ id, wave, comesAfter: after })) : planStates(execution);
  return previewWaves({ phase: found.phase, roadmap: found.loaded.roadmap?.source ?? "", plans: inventory.plans, overlaps: inventory.overlaps, warnings: inventory.warnings }, placed);
}

function previewPlan(input: PreviewInput, { id, wave, comesAfter }: PlacedPlan, placed: readonly PlacedPlan[]): PlannedReport | undefined {
  const plan = input.plans.find((each) => each.id === id)?.plan;
  if (plan === undefined) return undefined;
  const { objective, tasks } = plan;
  const builds = brieflyFrom([objective?.what, objective?.output, objective?.purpose, ...tasks.map((task) => task.name)]);
  return {
    id,
    name: planName(input.roadmap, input.phase, id) ?? builds,
    wave,
    ...(plan.wave === undefined || plan.wave === wave ? {} : { declaredWave: plan.wave }),
    checkpoint: !plan.autonomous || tasks.some((task) => task.checkpoint !== undefined),
    builds,
    about: firstSentences([objective?.what, objective?.purpose, objective?.output === undefined ? undefined : `Output: ${plainProse(objective.output)}`], 3),
    comesAfter,
    apart: apartFrom(id, input.overlaps, new Set(placed.filter((each) => each.wave === wave).map((each) => each.id))),
    outside: input.warnings.filter(({ code, path }) => code === "plan-file-outside" && path === plan.path),
  };
}

function apartFrom(id: PlanId, overlaps: readonly PlanOverlap[], wave: ReadonlySet<PlanId>): PlannedReport["apart"] {
  return overlaps.flatMap(({ first, second, file }) => {
    const other = first === id ? second : second === id ? first : undefined;
    return other === undefined || !wave.has(other) ? [] : [{ plan: other, ...(file === undefined ? {} : { file }) }];
  });
}

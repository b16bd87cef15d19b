import { assignWaves, comparePlanIds, type Files, overlaps, type PhaseExecution, type PlanId, type Problem, readPlan, resolveDependencies } from "@dgs/core";
import type { WaveResult } from "../commands/execute-phase-reports.js";
import { isFileRefusal } from "../refusal.js";
import type { FoundPhase } from "../steps/find-phase.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { outcomeInFile, type PlanOutcome, waveResults } from "./plan-results.js";
import { previewWaves } from "./preview-waves.js";

/** The plans of a phase as they stand, and what is wrong with them. */
export interface WavesAtRest {
  readonly waves: readonly WaveResult[];
  readonly problems: readonly Problem[];
}

/**
 * Tells the waves of all plans of a phase that count, done or not, with what became of each. Other than before an execution errors in plans are no obstacle: they are told beside the plans.
 * @param execution Absent where none was begun.
 */
export function wavesAtRest(files: Files, { loaded, phase }: FoundPhase, execution: Pick<PhaseExecution, "steps"> | undefined): WavesAtRest {
  const { plans, problems: unreadable } = readAll(files, phase.plans);
  const all = [...loaded.product.phases, ...loaded.product.others].flatMap((each) => each.plans);
  const inPhase = plans.map(({ id, plan }) => ({ ...plan, id }));
  const dependencies = resolveDependencies(inPhase, { phase: phase.number, isDone: (id) => all.some((plan) => plan.id === id && plan.done) });
  const assigned = assignWaves(inPhase, dependencies.within);
  const open = plans.filter(({ done }) => !done);
  const problems = [...unreadable, ...open.flatMap(({ plan }) => plan.problems), ...dependencies.problems, ...assigned.problems];
  const placed = assigned.waves.flatMap(({ number, plans: ids }) => [...ids].sort(comparePlanIds).map((id) => ({ id, wave: number, comesAfter: dependencies.within.get(id) ?? [] })));
  const pairs = overlaps(open.map(({ id, plan }) => ({ id, filesModified: plan.filesModified })));
  const waves = previewWaves({ phase, roadmap: loaded.roadmap?.source ?? "", plans, overlaps: pairs, warnings: problems }, placed);
  const done = new Set<PlanId>(plans.filter((plan) => plan.done).map(({ id }) => id));
  const outcomeOf = (plan: string): PlanOutcome => {
    const { error, ...rest } = execution === undefined ? { standing: "open" as const, checkpoints: 0 } : outcomeInFile(execution, plan);
    // Its summary counts, as everywhere: an execution that was given up may say otherwise.
    if (done.has(plan as PlanId)) return { ...rest, standing: "complete" };
    return { ...rest, ...(error === undefined ? {} : { error }), ...(rest.standing === "complete" ? { standing: "under-way" as const } : {}) };
  };
  return { waves: waveResults({ files, plans: phase.plans, outcomeOf }, waves), problems };
}

function readAll(files: Files, progress: FoundPhase["phase"]["plans"]): { readonly plans: readonly ReadPlan[]; readonly problems: readonly Problem[] } {
  const read = progress.filter(({ superseded }) => !superseded).map((each) => ({ each, text: files.read(each.path) }));
  return {
    plans: read.flatMap(({ each, text }) => (typeof text === "string" ? [{ ...each, plan: readPlan(text, each.path) }] : [])),
    problems: read.flatMap(({ text }) => (isFileRefusal(text) ? [{ code: text.code, severity: "error" as const, message: text.message, remedy: text.remedy, path: text.path }] : [])),
  };
}

import { type EarlierPlan, type PlanFacts, projectFile, readPhaseDetails, readPlan, readRequirements, requirementsOfPhase } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { lookAround } from "./look-around.js";

/** Collects what plans of a phase are held against. */
export async function planFacts(context: StepContext, found: FoundPhase, closesGaps: boolean, earlier: readonly EarlierPlan[]): Promise<PlanFacts | WorkFailure> {
  const around = await lookAround(context);
  if (isFailure(around)) return around;
  return { ...around, requirements: requirementsOf(context, found), closesGaps, wantsValidation: context.config["workflow.nyquist_validation"], earlier };
}

function requirementsOf({ ports: { files }, place }: StepContext, { loaded, phase }: FoundPhase): readonly string[] {
  const { section } = phase.roadmap;
  const named = section === undefined || loaded.roadmap === undefined ? [] : readPhaseDetails(loaded.roadmap.source, loaded.roadmap.outline, section).requirements;
  const path = projectFile(place.project, "REQUIREMENTS");
  const text = files.read(path);
  return requirementsOfPhase(phase.number, named, typeof text === "string" ? readRequirements(text, path).requirements : []);
}

/** Reads the plans that a phase has and keeps: new ones may depend on them. */
export function readEarlier({ ports: { files } }: StepContext, plans: FoundPhase["phase"]["plans"]): readonly EarlierPlan[] {
  return plans.flatMap(({ id, path }) => {
    const text = files.read(path);
    return typeof text === "string" ? [{ ...readPlan(text, path), id }] : [];
  });
}

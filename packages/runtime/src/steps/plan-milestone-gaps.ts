import type { StepOutcome } from "@dgs/core";
import { planFixPhases } from "../milestone/plan-fix-phases.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import type { StepContext } from "./context.js";

/** How the planning of fix phases ended. */
export type FixPhasesAdded = Extract<StepOutcome, { readonly type: "fix-phases-added" }>;

/** Turns the gaps of the milestone's audit into fix phases of the roadmap. (Seed 000, "Audit-Gap-Fix Cycle") */
export async function planMilestoneGaps(context: StepContext): Promise<FixPhasesAdded | WorkFailure> {
  const plan = planFixPhases(context);
  if (isFailure(plan)) return plan;
  if (plan.type === "made") return { type: "fix-phases-added", phases: plan.phases.map(({ number }) => number) };
  return (await writeFiles(context, plan.changes)) ?? { type: "fix-phases-added", phases: plan.phases.map(({ phase }) => phase.number) };
}

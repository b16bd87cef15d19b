import type { StepOutcome } from "@dgs/core";
import { commitFixPhases } from "../milestone/commit-fix-phases.js";
import { planFixPhases } from "../milestone/plan-fix-phases.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import type { StepContext } from "./context.js";
import { haltAtLock } from "./halt-at-lock.js";

/** How the planning of fix phases ended. */
export type FixPhasesAdded = Extract<StepOutcome, { readonly type: "fix-phases-added" }>;

/** Turns the gaps of the milestone's audit into fix phases of the roadmap, and commits them. (Seed 000, "Audit-Gap-Fix Cycle") */
export async function planMilestoneGaps(context: StepContext): Promise<FixPhasesAdded | WorkFailure> {
  const plan = planFixPhases(context);
  if (isFailure(plan)) return plan;
  const refused = plan.type === "made" ? undefined : await writeFiles(context, plan.changes);
  if (refused !== undefined) return refused;
  const phases = plan.type === "made" ? plan.phases.map(({ number }) => number) : plan.phases.map(({ phase }) => phase.number);
  return haltAtLock(context, "the gaps of the milestone are planned", await commitFixPhases(context)) ?? { type: "fix-phases-added", phases };
}

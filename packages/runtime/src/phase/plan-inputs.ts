import { projectFile, type PromptInput } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import type { PhaseContext } from "./context.js";
import type { FoundPlan } from "./find-plan.js";

/** What an agent that works on a plan is told: the plan, the decisions about the phase, the state of the project, the summaries of the plans before it. */
export function planInputs(context: Pick<PhaseContext, "ports" | "place">, { found, plan }: Pick<FoundPlan, "found" | "plan">): PromptInput[] {
  const summaries = found.phase.plans.filter((each) => each.done && each.id !== plan.id).map((each) => [`Summary of plan ${each.id}`, each.summary] as const);
  return promptInputs(context.ports.files, [
    ["The plan", plan.path],
    ["Decisions about the phase", found.folder.documents.CONTEXT],
    ["State of the project", projectFile(context.place.project, "STATE")],
    ...summaries,
  ]);
}

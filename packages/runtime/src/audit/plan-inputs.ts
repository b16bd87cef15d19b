import type { Files, PromptInput } from "@dgs/core";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { promptInputs } from "../work/prompt-inputs.js";

/** Every plan of a phase with its summary, for whoever looks at the phase as a whole. */
export function planInputs(files: Files, { folder }: Pick<PhaseInFolder, "folder">): readonly PromptInput[] {
  return promptInputs(files, folder.plans.flatMap((plan) => [[`Plan ${plan.id}`, plan.path], [`Summary of plan ${plan.id}`, plan.summary]] as const));
}

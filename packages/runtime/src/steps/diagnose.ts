import { closeGapsPrompt, planId, type PlanId, planNumberOf, planPath, type PromptInput, readGapPlan } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import { judge } from "../work/findings.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { PhaseInFolder } from "./find-phase.js";
import { putFile } from "../work/put-file.js";
import type { CommandOutcome } from "../work/run-command.js";
import { writeFiles } from "../work/write-files.js";

/** Has the plan made that closes the gaps of a phase. (Seed 000, "How It Works", stage 5) */
export async function diagnose(context: StepContext, found: PhaseInFolder, failures: readonly CommandOutcome[], structural: readonly string[]): Promise<PlanId | WorkFailure> {
  const id = nextPlanId(found);
  const text = await askReader<string>(context, {
    role: "debugger",
    purpose: `close-gaps ${id}`,
    prompt: (findings) => closeGapsPrompt({ id, phase: found.label }, { failures, missing: structural }, planInputs(context, found), findings),
    accept: (files) => {
      const plan = readGapPlan(files, id);
      return judge(plan.problems, plan.text);
    },
  });
  if (isFailure(text)) return text;
  return (await writeFiles(context, putFile(context, planPath(found.folder.path, id), text))) ?? id;
}

function nextPlanId(found: PhaseInFolder): PlanId {
  const numbers = found.folder.plans.map((plan) => Number.parseInt(planNumberOf(plan.id), 10));
  return planId(found.phase.number, String(Math.max(0, ...numbers.filter(Number.isFinite)) + 1));
}

function planInputs(context: StepContext, found: PhaseInFolder): readonly PromptInput[] {
  return promptInputs(context.ports.files, found.folder.plans.flatMap((plan) => [[`Plan ${plan.id}`, plan.path], [`Summary of plan ${plan.id}`, plan.summary]] as const));
}

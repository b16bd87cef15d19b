import { closeGapsPrompt, type OutboxFile, planId, type PlanId, planNumberOf, planPath, type PromptInput, readPlan } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import { type Findings, formatFinding } from "../work/findings.js";
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
    accept: (files) => acceptGapPlan(files, id),
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

function acceptGapPlan(files: readonly OutboxFile[], id: PlanId): string | Findings {
  const file = files.find((each) => each.path === `${id}-PLAN.md`);
  if (file === undefined) return { type: "findings", findings: [`the outbox has no ${id}-PLAN.md`] };
  const plan = readPlan(file.text, file.path);
  const findings = plan.problems.filter((problem) => problem.severity === "error").map(formatFinding);
  if (!plan.gapClosure) findings.push(`${file.path}: its front matter does not say \`gap_closure: true\``);
  if (plan.tasks.every((task) => task.automated.length === 0)) findings.push(`${file.path}: no task has a command that verifies it`);
  return findings.length > 0 ? { type: "findings", findings } : file.text;
}

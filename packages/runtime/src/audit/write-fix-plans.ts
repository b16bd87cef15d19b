import { checkPlans, closeGapsPrompt, type CommandFailure, correctWaves, type GapToClose, type OutboxFile, type PlanFacts, type PlanId, readGapPlans, type WavesCorrected } from "@dgs/core";
import { planFacts, readEarlier } from "../plan/plan-facts.js";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { draftPath, firstFreePlan } from "./fix-plans.js";
import { planInputs } from "./plan-inputs.js";

/** The gaps of a phase that plans have to close. */
export interface GapsToClose {
  /** The phase as it stands now. */
  readonly found: PhaseInFolder;
  readonly gaps: readonly GapToClose[];
  readonly failures: readonly CommandFailure[];
  /** Unique within the job. */
  readonly purpose: string;
}

/**
 * Has a planner write the plans that close the gaps of a phase, and code check them as those of `plan-phase`: format, commands, requirements, files, waves. What is found goes back to a fresh planner, and a
 * plan with a finding is never written. They lie beside the phase's plans as drafts until the checker has taken them. (decision 48)
 * @param issues What the checker found in the plans of the last try.
 */
export async function writeFixPlans(context: StepContext, { found, gaps, failures, purpose }: GapsToClose, issues?: string): Promise<readonly PlanId[] | WorkFailure> {
  const first = firstFreePlan(found);
  const told = issues === undefined ? [] : [{ title: "What the plan checker found in the plans of the last try", text: issues }];
  const facts = await planFacts(context, found, true, readEarlier(context, found.phase.plans.filter(({ superseded }) => !superseded)));
  if (isFailure(facts)) return facts;
  const answer = await askReader<WavesCorrected>(context, {
    role: "planner",
    purpose,
    prompt: (findings) => closeGapsPrompt({ first, phase: found.label }, gaps, failures, [...told, ...planInputs(context.ports.files, found)], findings),
    accept: (files) => acceptPlans(files, found, first, facts),
  });
  if (isFailure(answer)) return answer;
  for (const { plan, to } of answer.corrections) context.onEvent({ type: "note", text: `${purpose}: the wave of plan ${plan} follows from what it depends on and changes: ${String(to)}` });
  return (await writeFiles(context, answer.plans.flatMap(({ id, text }) => putFile(context, draftPath(found, id), text)))) ?? answer.plans.map(({ id }) => id);
}

function acceptPlans(files: readonly OutboxFile[], { phase: { number } }: PhaseInFolder, first: PlanId, facts: PlanFacts): WavesCorrected | Findings {
  const set = { ...readGapPlans(files, number, first, facts.earlier), phase: number, validation: undefined };
  const wrong = [...set.problems.filter(({ severity }) => severity === "error"), ...checkPlans(set, facts)];
  return wrong.length === 0 ? correctWaves(set, facts.earlier) : { type: "findings", findings: wrong.map(formatFinding) };
}

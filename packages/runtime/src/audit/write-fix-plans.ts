import { closeGapsPrompt, type CommandFailure, type GapPlans, type GapToClose, type PlanId, readGapPlans } from "@dgs/core";
import { readEarlier } from "../plan/plan-facts.js";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
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
 * Has a planner write the plans that close the gaps of a phase. They lie beside its plans as drafts until the checker has taken them.
 * @param issues What the checker found in the plans of the last try.
 */
export async function writeFixPlans(context: StepContext, { found, gaps, failures, purpose }: GapsToClose, issues?: string): Promise<readonly PlanId[] | WorkFailure> {
  const first = firstFreePlan(found);
  const told = issues === undefined ? [] : [{ title: "What the plan checker found in the plans of the last try", text: issues }];
  const answer = await askReader<GapPlans>(context, {
    role: "planner",
    purpose,
    prompt: (findings) => closeGapsPrompt({ first, phase: found.label }, gaps, failures, [...told, ...planInputs(context.ports.files, found)], findings),
    accept: (files) => {
      const read = readGapPlans(files, found.phase.number, first, readEarlier(context, found.phase.plans.filter(({ superseded }) => !superseded)));
      return judge(read.problems, read);
    },
  });
  if (isFailure(answer)) return answer;
  return (await writeFiles(context, answer.plans.flatMap(({ id, text }) => putFile(context, draftPath(found, id), text)))) ?? answer.plans.map(({ id }) => id);
}

import { joinPath, type PhaseStageOutcome } from "@dgs/core";
import { isFailure, type WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import type { PlanAccepted } from "./accept-plan-work.js";
import type { PlanStopped } from "./carry-out-plan.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import type { FoundPlan } from "./find-plan.js";

/** Turns the end of an agent's work on a plan into the outcome of its stage; what it handed back at a checkpoint is written down first. */
export async function planOutcome(context: PhaseContext, { found, plan }: Pick<FoundPlan, "found" | "plan">, end: PlanAccepted | PlanStopped | WorkFailure): Promise<PhaseStageOutcome> {
  if (isFailure(end)) return stageOutcomeOf(end);
  if (end.type === "plan-accepted") return { type: "done", commits: end.commits };
  const refused = await writeFiles(context, putFile(context, joinPath(found.folder.path, `${plan.id}-CHECKPOINT.md`), end.text));
  if (refused !== undefined) return stageOutcomeOf(refused);
  const { kind, task } = end.checkpoint;
  return { type: "checkpoint", kind, ...(task === undefined ? {} : { task }) };
}

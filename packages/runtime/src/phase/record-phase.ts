import { type FileChange, type PhaseEffect, type PhaseExecution, type PhaseNumber, type PhaseStageOutcome, samePhase } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import { stepFailure } from "../steps/find-phase.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { requirementChanges } from "./requirement-changes.js";
import { stateChanges } from "./state-changes.js";

/**
 * Brings roadmap, requirements and state up to what the execution came to, by edits that are derived from what lies on disk: asked for again
 * they change nothing. The commit comes once the execution is settled, so that it holds the end of its file, too. (Seed 004, "update_roadmap")
 */
export async function recordPhase(context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "record-phase" }>, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const { number } = context.found.phase;
  const complete = await recordRoadmap(context, number, execution);
  if (isFailure(complete)) return stageOutcomeOf(complete);
  for (const changes of [requirementChanges, (): readonly FileChange[] => stateChanges(context, number, execution)]) {
    const refused = await writeFiles(context, changes(context, number));
    if (refused !== undefined) return stageOutcomeOf(refused);
  }
  return { type: "done", note: complete === "complete" ? `phase ${context.found.label} is complete` : `phase ${context.found.label} is not complete yet` };
}

/** In a job the audit that follows has the last word, and ticks the box itself. Otherwise it is ticked only where the one predicate calls the phase complete, or a person has just approved it. (design 3.5) */
async function recordRoadmap(context: PhaseContext, number: PhaseNumber, execution: PhaseExecution): Promise<"complete" | "open" | WorkFailure> {
  const before = phaseNow(context, number);
  if ("error" in before) return before;
  const approved = before.status === "executed" && before.verification === "human_needed" && execution.verdict === "passed";
  const tick = !context.inJob && (before.status === "complete" || approved) ? true : undefined;
  const refused = await writeFiles(context, planProgressChanges(context, number, tick));
  if (refused !== undefined) return refused;
  const after = phaseNow(context, number);
  if ("error" in after) return after;
  if (after.status !== "complete") return "open";
  if (context.inJob) return "complete";
  // With the tick of a person's approval the phase is complete, and only now does its row say so.
  return (await writeFiles(context, planProgressChanges(context, number, true))) ?? "complete";
}

function phaseNow(context: PhaseContext, number: PhaseNumber): Pick<PhaseContext["found"]["phase"], "status" | "verification"> | Extract<WorkFailure, { type: "failed" }> {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded) as Extract<WorkFailure, { type: "failed" }>;
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  return phase ?? { type: "failed", reason: "conflict", error: `phase ${context.found.label} is not in the roadmap any more` };
}

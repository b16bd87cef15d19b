import { answeredTasks, checkpointPath, type Continuation, continuePlanPrompt, type KeptCheckpoint, type PhaseEffect, type PhaseExecution, type PhaseStageOutcome, type Prompt, type PromptInput, readCheckpointReturn } from "@dgs/core";
import { isFailure } from "../work/context.js";
import { carryOutPlan } from "./carry-out-plan.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { earlierAnswers } from "./earlier-answers.js";
import { findPlan, type FoundPlan } from "./find-plan.js";
import { keptBeforeCutOff, lastCheckpoint } from "./keep-checkpoint.js";
import { openPlan } from "./open-plan.js";
import { planInputs } from "./plan-inputs.js";
import { planOutcome } from "./plan-outcome.js";
import type { OpenPlan } from "./plan-tree.js";
import { acceptedBefore } from "./run-plan.js";

type Effect = Extract<PhaseEffect, { readonly type: "continue-plan" }>;

/**
 * Has a fresh agent go on with a plan behind its checkpoint, in the plan's worktree as it stands. What comes of it is accepted as the work of a whole
 * plan is; it may stop at another checkpoint. (Seed 004, "checkpoint_handling", 6–8)
 */
export async function continuePlan(context: PhaseContext, effect: Effect, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  const before = effect.resumed ? await acceptedBefore(context, found) : undefined;
  if (before !== undefined) return before;
  const kept = lastCheckpoint(context, checkpointPath(found.found.folder.path, effect.plan));
  const reached = effect.resumed ? await keptBeforeCutOff(context, found, execution) : undefined;
  if (reached !== undefined) return reached;
  const opened = await openPlan(context, effect.plan, found.trees);
  if (isFailure(opened)) return stageOutcomeOf(opened);
  const lost = await isLost(context, opened, kept);
  if (lost) context.onEvent({ type: "note", text: `what plan ${effect.plan} had done before its checkpoint is not there any more: it begins with its first task, and the answer holds` });
  const prompt = continuationPrompt(context, found, opened, { effect, kept, fromStart: lost, answers: earlierAnswers(execution, effect.plan) });
  const end = await carryOutPlan(context, { ...found, opened, purpose: `continue-plan ${effect.plan} ${String(execution.steps.filter((step) => step.plan === effect.plan && step.stage === "continue").length)}`, prompt, answered: answeredTasks(execution, effect.plan) });
  return planOutcome(context, found, end, execution);
}

/** Whether commits that were there at the checkpoint are not below HEAD now: somebody took them away, or the worktree and its branch are gone. */
async function isLost(context: PhaseContext, { trees }: OpenPlan, kept: KeptCheckpoint | undefined): Promise<boolean> {
  for (const tree of trees) {
    const then = kept?.heads[tree.repo.name];
    const now = await context.ports.git.head(tree.path);
    if (then === undefined || typeof now === "object") continue;
    if (then !== now && (await context.ports.git.isReachable(tree.path, then, [now])) !== true) return true;
  }
  return false;
}

function continuationPrompt(context: PhaseContext, found: FoundPlan, { done }: OpenPlan, { effect, kept, fromStart, answers }: { readonly effect: Effect; readonly kept: KeptCheckpoint | undefined; readonly fromStart: boolean; readonly answers: readonly PromptInput[] }): (findings: readonly string[]) => Prompt {
  const said = kept === undefined ? undefined : readCheckpointReturn(kept.text, `${effect.plan}-CHECKPOINT.md`);
  const { plan } = found.plan;
  const own = plan.tasks.find(({ number }) => number === effect.task);
  const continuation: Continuation = {
    kind: kept?.kind ?? own?.checkpoint?.kind ?? "unknown",
    task: effect.task,
    taskName: said?.taskName ?? own?.name,
    completed: said?.completed ?? [],
    commits: done,
    answer: effect.answer,
    by: effect.by,
    fromStart,
  };
  return (findings) => continuePlanPrompt({ id: found.plan.id, phase: found.found.label, tasks: plan.tasks }, continuation, [...planInputs(context, found), ...answers], findings);
}

import { type CheckpointOption, checkpointPath, type CheckpointKind, offeredOptions, type Plan, type PlanId, type PlanningPath, readCheckpointReturn } from "@dgs/core";
import type { CheckpointQuestion } from "./context.js";
import { lastCheckpoint } from "./keep-checkpoint.js";
import type { PhaseContext } from "./context.js";

/** A checkpoint as it is asked, with what the plan says about who may clear it. */
export interface AskedCheckpoint {
  readonly question: CheckpointQuestion;
  /** `gate="blocking-human"`. */
  readonly blockingHuman: boolean;
}

/** What is known of a plan that waits. */
export interface WaitingPlan {
  readonly id: PlanId;
  readonly plan: Plan;
  readonly folder: PlanningPath;
  /** As the execution says: of what plan and agent say, what asks more of a person. */
  readonly kind: CheckpointKind;
  readonly task: number | undefined;
}

/** Puts together what a person is asked: from what the agent handed back, and where that is gone from the plan itself. */
export function checkpointQuestion(context: { readonly ports: Pick<PhaseContext["ports"], "files"> }, { id, plan, folder, kind, task }: WaitingPlan): AskedCheckpoint {
  const path = checkpointPath(folder, id);
  const kept = lastCheckpoint(context, path);
  const said = kept === undefined ? undefined : readCheckpointReturn(kept.text, path);
  const own = plan.tasks.find(({ number }) => number === task);
  const checkpoint = own?.checkpoint;
  const details = said?.details === undefined || said.details === "" ? [checkpoint?.subject, checkpoint?.context, checkpoint?.instructions].filter((part) => part !== undefined).join("\n\n") : said.details;
  const options: readonly CheckpointOption[] = kind === "decision" ? offeredOptions(checkpoint, said?.details ?? "") : [];
  const awaiting = said?.awaiting === undefined || said.awaiting === "" ? (checkpoint?.resumeSignal ?? "Answer, or say what is wrong.") : said.awaiting;
  const planName = plan.objective?.what.split("\n", 1)[0];
  const taskName = said?.taskName ?? own?.name ?? checkpoint?.subject?.split("\n", 1)[0];
  return {
    blockingHuman: checkpoint?.blockingHuman ?? false,
    question: {
      plan: id,
      ...(planName === undefined ? {} : { planName }),
      kind,
      ...(task === undefined ? {} : { task }),
      ...(taskName === undefined ? {} : { taskName }),
      ...(said?.progress === undefined ? {} : { progress: said.progress }),
      details,
      awaiting,
      options,
      path,
    },
  };
}

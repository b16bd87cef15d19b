import type { PlanId } from "../ids/plan-id.js";
import { isApproval } from "./decide.js";
import type { PhaseExecution } from "./types.js";

/**
 * The tasks of a plan whose checkpoints are answered, by their numbers. One that is to be verified counts only where the last answer approves: after
 * issues it has to be looked at again.
 */
export function answeredTasks({ steps }: Pick<PhaseExecution, "steps">, plan: PlanId): readonly number[] {
  const last = new Map<number, boolean>();
  for (const step of steps) {
    if (step.plan !== plan || step.stage !== "checkpoint" || step.status !== "completed" || step.task === undefined || step.answer === undefined) continue;
    last.set(step.task, step.kind !== "human-verify" || isApproval(step.answer));
  }
  return [...last].flatMap(([task, isAnswered]) => (isAnswered ? [task] : []));
}

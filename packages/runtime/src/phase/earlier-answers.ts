import type { PhaseExecution, PlanId, PromptInput } from "@dgs/core";

/** What was answered to the checkpoints of a plan before, for an agent that begins anew or goes on: an answer is not asked for twice. */
export function earlierAnswers({ steps }: Pick<PhaseExecution, "steps">, plan: PlanId): readonly PromptInput[] {
  const lines = steps.flatMap((step) => (step.plan !== plan || step.stage !== "checkpoint" || step.status !== "completed" || step.answer === undefined ? [] : [`${step.task === undefined ? "a checkpoint" : `task ${String(step.task)}`} (${step.kind ?? "unknown"}): ${step.answer}`]));
  return lines.length === 0 ? [] : [{ title: "What was answered to the checkpoints of this plan so far, oldest first; none of it is asked again", text: lines.join("\n") }];
}

import type { PhaseExecution, PhaseStep } from "./types.js";

/**
 * What a person has to look at or do although the execution went on without: what a rule answered, and what waits. For the list of the job and for
 * its report. (design 3.7)
 */
export function humanNeededOf({ steps }: Pick<PhaseExecution, "steps">): readonly string[] {
  return steps.flatMap((step): string[] => {
    if (step.stage === "checkpoint" && step.status === "completed" && step.by === "rule") return [`${placeOf(step)}: ${step.note ?? "answered by rule"} (answer: ${step.answer ?? ""})`];
    if (step.status !== "pending" || step.waiting === undefined) return [];
    return step.stage === "checkpoint" ? [`${placeOf(step)}: waits for an answer (${step.kind ?? "unknown"})`] : ["the verification waits for a person's approval"];
  });
}

function placeOf({ plan, task }: PhaseStep): string {
  return `plan ${plan ?? ""}${task === undefined ? "" : ` task ${String(task)}`}`;
}

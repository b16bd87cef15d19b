import { type PhaseEffect, type PhaseExecution, type PhaseStageOutcome, ruleCheckpoint } from "@dgs/core";
import { isFailure } from "../work/context.js";
import { type AskedCheckpoint, checkpointQuestion } from "./checkpoint-question.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { findPlan } from "./find-plan.js";

/**
 * Has a checkpoint answered: by the person who watches; in a job, or where that was asked for, by the rule of design 3.7. What neither can answer
 * waits, and the other plans go on. (Seed 004, "checkpoint_handling", 4–5)
 */
export async function askCheckpoint(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "ask-person" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  const asked = checkpointQuestion(context, { id: effect.plan, plan: found.plan.plan, folder: found.found.folder.path, kind: effect.kind, task: effect.task });
  if (context.inJob) return answerByRule(context, asked);
  if (context.ask === undefined) return { type: "not-answered" };
  const answer = await context.ask.checkpoint(asked.question);
  if (context.signal.aborted) return { type: "interrupted" };
  if (typeof answer === "object") return { type: "given-up", then: answer.givenUp };
  return answer === undefined || answer.trim() === "" ? { type: "not-answered" } : { type: "answered", answer, by: "person" };
}

function answerByRule(context: PhaseContext, { question, blockingHuman }: AskedCheckpoint): PhaseStageOutcome {
  const ruled = ruleCheckpoint({ kind: question.kind, blockingHuman, options: question.options });
  const where = `plan ${question.plan}${question.task === undefined ? "" : ` task ${String(question.task)}`}`;
  if (ruled.type === "person") {
    context.onEvent({ type: "note", text: `${where} waits for a person (${question.kind}): ${ruled.why}. Answer it: dgs answer ${question.plan} …` });
    return { type: "not-answered" };
  }
  context.onEvent({ type: "note", text: `${where} (${question.kind}): ${ruled.answer}: ${ruled.note}` });
  return { type: "answered", answer: ruled.answer, by: "rule", note: `${question.kind}${question.taskName === undefined ? "" : ` ${JSON.stringify(question.taskName)}`}: ${ruled.note}` };
}

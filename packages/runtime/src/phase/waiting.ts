import { type CheckpointKind, type FileRefusal, type Files, phaseFilePath, phaseMachine, type PhaseExecution, type PlanId, type ProductPhase } from "@dgs/core";
import { isFileRefusal } from "../refusal.js";
import { loadExecutionTexts } from "./load-execution.js";

/** What one execution waits for a person with: the checkpoint of a plan, or the approval of the phase. */
export interface Waiting {
  /** Absent: the phase itself. */
  readonly plan?: PlanId;
  readonly kind?: CheckpointKind;
  readonly task?: number;
  /** Since when, as the file says; absent where a run was cut off before it had said so, or a person gave it up. */
  readonly since?: string;
}

/** Reads the execution of a phase; `undefined` where it has none. */
export function readExecutionOf(files: Files, phase: ProductPhase): PhaseExecution | FileRefusal | undefined {
  if (phase.folder === undefined) return undefined;
  const path = phaseFilePath(phase.folder.path, phase.number, "EXECUTION");
  const texts = loadExecutionTexts(files, path);
  if (isFileRefusal(texts)) return texts;
  return texts.size === 0 ? undefined : phaseMachine.read({ path, texts });
}

/** What an execution waits for, in its order. One that a runner was killed at, or that a person gave up, can be answered too. */
export function waitingOf({ steps }: Pick<PhaseExecution, "steps">): readonly Waiting[] {
  const plans = [...new Set(steps.map((step) => step.plan))];
  return plans.flatMap((plan): Waiting[] => {
    const step = steps.find((each) => each.plan === plan && each.status !== "completed");
    const isMeant = step !== undefined && (plan === undefined ? step.stage === "approve" : step.stage === "checkpoint");
    if (!isMeant) return [];
    return [{ ...(plan === undefined ? {} : { plan, kind: step.kind ?? "unknown" }), ...(step.task === undefined ? {} : { task: step.task }), ...(step.waiting === undefined ? {} : { since: step.waiting }) }];
  });
}

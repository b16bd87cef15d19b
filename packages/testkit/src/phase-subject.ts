import { phaseMachine, type PhaseEffect, type PhaseEvent, type PhaseExecution, type PhaseExecutionFiles, type PhaseObservation, type PlanningPath } from "@dgs/core";
import { inKeyOrder } from "./in-key-order.js";
import type { LawSubject } from "./laws.js";

/** The phase machine as the laws see it. */
export const phaseSubject: LawSubject<PhaseExecutionFiles, PhaseExecution, PhaseEffect, PhaseObservation, PhaseEvent> = {
  machine: phaseMachine,
  filesFor: (texts, execution) => ({ path: execution.path, texts }),
  comparable: (execution) => ({ ...inKeyOrder(execution), problems: execution.problems.map((problem) => problem.code) }),
};

/** An execution read from one text at a path. */
export function executionOf(path: PlanningPath, texts: ReadonlyMap<PlanningPath, string>): PhaseExecution {
  return phaseMachine.read({ path, texts });
}

import { quickMachine, type PlanningPath, type Quick, type QuickEffect, type QuickEvent, type QuickFiles, type QuickObservation } from "@dgs/core";
import { inKeyOrder } from "./in-key-order.js";
import type { LawSubject } from "./laws.js";

/** The quick machine as the laws see it. */
export const quickSubject: LawSubject<QuickFiles, Quick, QuickEffect, QuickObservation, QuickEvent> = {
  machine: quickMachine,
  filesFor: (texts, quick) => ({ path: quick.path, texts }),
  comparable: (quick) => ({ ...inKeyOrder(quick), problems: quick.problems.map((problem) => problem.code) }),
};

/** A quick read from one text at a path. */
export function quickOf(path: PlanningPath, texts: ReadonlyMap<PlanningPath, string>): Quick {
  return quickMachine.read({ path, texts });
}

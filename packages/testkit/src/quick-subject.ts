import { quickMachine, type PlanningPath, type Quick, type QuickEffect, type QuickEvent, type QuickFiles, type QuickObservation } from "@dgs/core";
import type { LawSubject } from "./laws.js";

/** The quick machine as the laws see it. */
export const quickSubject: LawSubject<QuickFiles, Quick, QuickEffect, QuickObservation, QuickEvent> = {
  machine: quickMachine,
  filesFor: (texts, quick) => ({ path: quick.path, texts }),
  comparable: (quick) => ({ ...sorted(quick), problems: quick.problems.map((problem) => problem.code) }),
};

/** The same quick whatever the order its fields were set in. */
function sorted(quick: Quick): Record<string, unknown> {
  return JSON.parse(JSON.stringify(quick, (_, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value))) as Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A quick read from one text at a path. */
export function quickOf(path: PlanningPath, texts: ReadonlyMap<PlanningPath, string>): Quick {
  return quickMachine.read({ path, texts });
}

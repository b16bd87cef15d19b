import { formatNames } from "../checklist/name-list.js";
import { oneLine } from "../checklist/one-line.js";
import type { NewDetail } from "../checklist/step-edits.js";
import type { PlanId } from "../ids/plan-id.js";
import type { PhaseStageFacts, PhaseStep } from "./types.js";

/** Details that tell of the last run of a step: gone when the step is run again. Where a step comes from and its placing stay. */
export const RUN_DETAILS = ["waiting", "cut-off", "started", "finished", "reason", "error", "then", "skipped", "answer", "by", "note", "commits", "before", "after"] as const;

const PLACED = ["stage", "plan", "inserted", "cause", "files", "kind", "task", "wave", "comesAfter", "apart"] as const;

/** A step as it is before its first run. */
export function freshStep(step: PhaseStep): PhaseStep {
  const kept = PLACED.flatMap((key) => (step[key] === undefined ? [] : [[key, step[key]] as const]));
  return { ...(Object.fromEntries(kept) as unknown as PhaseStep), status: "pending" };
}

/** A step as it is read once it was written: texts in one line. */
export function plainPhaseStep(step: PhaseStep): PhaseStep {
  const texts = (["inserted", "cause", "error", "skipped", "answer", "note"] as const).flatMap((key) => (step[key] === undefined ? [] : [[key, oneLine(step[key])] as const]));
  return { ...step, ...Object.fromEntries(texts) };
}

/** The facts as they are read again. */
export function plainPhaseFacts({ note, ...facts }: PhaseStageFacts): PhaseStageFacts {
  return note === undefined ? facts : { ...facts, note: oneLine(note) };
}

/** All details of a step, in the order they are written. */
export function detailsOfPhaseStep(step: PhaseStep): NewDetail[] {
  const values: Readonly<Record<string, string | number | undefined>> = {
    wave: step.wave,
    // Of a plan that comes after none nothing is written.
    "comes-after": listText(step.comesAfter),
    apart: listText(step.apart),
    inserted: step.inserted,
    cause: step.cause,
    files: step.files === undefined ? undefined : formatNames(step.files),
    kind: step.kind,
    task: step.task,
    waiting: step.waiting,
    "cut-off": step.cutOff,
    started: step.started,
    finished: step.finished,
    reason: step.reason,
    error: step.error,
    then: step.then,
    skipped: step.skipped,
    answer: step.answer,
    by: step.by,
    note: step.note,
    commits: step.commits,
    before: step.before,
    after: step.after,
  };
  return Object.entries(values).flatMap(([key, value]): NewDetail[] => (value === undefined ? [] : [[key, String(value)]]));
}

function listText(plans: readonly PlanId[] | undefined): string | undefined {
  return plans === undefined || plans.length === 0 ? undefined : plans.join(", ");
}

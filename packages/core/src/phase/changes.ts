import { fieldEdits } from "../checklist/field-edits.js";
import { stepChanges, type StepInsertion, type StepWriter } from "../checklist/step-changes.js";
import type { FileChange } from "../file-change.js";
import type { TextEdit } from "../text/edit.js";
import { detailsOfPhaseStep, plainPhaseStep, RUN_DETAILS } from "./detail.js";
import { evolvePhase } from "./evolve.js";
import type { PhasePlaces } from "./place.js";
import { placeExecution } from "./place.js";
import { formatPhaseStage } from "./stage.js";
import type { PhaseEvent, PhaseExecution, PhaseExecutionFiles, PhaseStep } from "./types.js";

/** How an event is written down: edits of the execution's file. Made for the text in `files` and no other. */
export function changesForPhase(files: PhaseExecutionFiles, execution: PhaseExecution, event: PhaseEvent): readonly FileChange[] {
  const before = files.texts.get(execution.path) ?? "";
  const places = placeExecution(before);
  const after = evolvePhase(execution, event);
  const insertion = insertionOf(event);
  const steps = { before: execution.steps, after: after.steps, insertion: { ...insertion, steps: insertion.steps.map(plainPhaseStep) } };
  // Lines that are no stage are not steps.
  const stepPlaces = places.steps.filter((step) => step.stage !== undefined);
  const edits = [...headerEdits(before, places, execution, after), ...stepChanges(before, stepPlaces, steps, WRITER)];
  return edits.length === 0 ? [] : [{ type: "edit", path: execution.path, before, edits }];
}

const WRITER: StepWriter<PhaseStep> = { textOf: formatPhaseStage, detailsOf: detailsOfPhaseStep, runDetails: RUN_DETAILS };

function headerEdits(source: string, places: PhasePlaces, before: PhaseExecution, after: PhaseExecution): TextEdit[] {
  const told = (execution: PhaseExecution): Readonly<Record<string, string | undefined>> => ({
    Status: execution.status,
    Schedule: execution.schedule,
    Agents: String(execution.agents),
    "On-Failure": execution.onFailure,
    Verdict: execution.verdict ?? "none",
    Again: JSON.stringify(execution.again),
    Started: execution.started,
    Halted: execution.halted,
    Finished: execution.finished,
  });
  const [old, now] = [told(before), told(after)];
  const values = Object.entries(now).flatMap(([key, value]) => (value === undefined || value === old[key] ? [] : [[key, value] as const]));
  return fieldEdits(source, places, Object.fromEntries(values));
}

function insertionOf(event: PhaseEvent): StepInsertion<PhaseStep> {
  switch (event.type) {
    case "execution-opened":
      return { behind: event.behind, steps: event.insert };
    case "step-completed":
      return { behind: event.step, steps: event.insert };
    case "step-started":
    case "step-failed":
    case "step-interrupted":
    case "step-waits":
    case "failure-answered":
    case "execution-settled":
      return { behind: -1, steps: [] };
  }
}

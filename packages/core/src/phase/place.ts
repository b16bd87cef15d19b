import type { HeaderPlaces, ListedStep } from "../checklist/place.js";
import { placeChecklist } from "../checklist/place.js";
import type { StageOfPlan } from "./stage.js";
import { parsePhaseStage } from "./stage.js";

/** Where one step of an execution stands in one text, and the stage it names; `undefined` where it names none. */
export interface PhaseStepPlace extends ListedStep {
  readonly stage: StageOfPlan | undefined;
}

/** Where everything that the phase machine reads or writes stands in one text. Shared by `read` and `changes`. */
export interface PhasePlaces extends HeaderPlaces {
  readonly steps: readonly PhaseStepPlace[];
}

const HEADER_KEYS: ReadonlySet<string> = new Set(["phase", "status", "schedule", "agents", "on-failure", "verdict", "again", "created", "started", "halted", "finished"]);

/** Finds the header fields and the steps of an execution's text. Code, comments and quotations hold neither. */
export function placeExecution(source: string): PhasePlaces {
  const { steps, ...header } = placeChecklist(source, HEADER_KEYS);
  return { ...header, steps: steps.map((step) => ({ ...step, stage: parsePhaseStage(source.slice(step.text.start, step.text.end)) })) };
}

import type { HeaderPlaces, ListedStep } from "../checklist/place.js";
import { placeChecklist } from "../checklist/place.js";
import type { CommandFault, StepCommand } from "./command-line.js";
import { parseStepCommand } from "./command-line.js";

/** Where one step of a job stands in one text, and the command it names. */
export interface StepPlace extends ListedStep {
  readonly command: StepCommand | CommandFault;
}

/** Where everything that a job machine reads or writes stands in one text. Shared by `read` and `changes`. */
export interface JobPlaces extends HeaderPlaces {
  readonly steps: readonly StepPlace[];
}

const HEADER_KEYS: ReadonlySet<string> = new Set(["version", "status", "check", "created", "started", "finished", "halted", "cancelled", "rolledback", "rollback", "startshas", "gapfixcycle", "phasefixcycle"]);

/** Finds the header fields and the steps of a job file's text. Code, comments and quotations hold neither. */
export function placeJob(source: string): JobPlaces {
  const { steps, ...header } = placeChecklist(source, HEADER_KEYS);
  return { ...header, steps: steps.map((step) => ({ ...step, command: parseStepCommand(source.slice(step.text.start, step.text.end)) })) };
}

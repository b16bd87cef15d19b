import { type StepLines, stepLines } from "../checklist/step-lines.js";
import { isCommandFault } from "./command-line.js";
import { placeJob } from "./place.js";

/** The lines of the steps of a job's text, in the order in which they are read. */
export function jobStepLines(source: string): readonly StepLines[] {
  return stepLines(source, placeJob(source).steps.filter(({ command }) => !isCommandFault(command)));
}

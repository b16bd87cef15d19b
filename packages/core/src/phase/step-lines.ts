import { type StepLines, stepLines } from "../checklist/step-lines.js";
import { placeExecution } from "./place.js";

/** The lines of the steps of an execution's text, in the order in which they are read. */
export function executionStepLines(source: string): readonly StepLines[] {
  return stepLines(source, placeExecution(source).steps.filter(({ stage }) => stage !== undefined));
}

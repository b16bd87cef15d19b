import { type StepLines, stepLines } from "../checklist/step-lines.js";
import { placeAudit } from "./place.js";

/** The lines of the steps of an audit's text, in the order in which they are read. */
export function auditStepLines(source: string): readonly StepLines[] {
  return stepLines(source, placeAudit(source).steps.filter(({ stage }) => stage !== undefined));
}

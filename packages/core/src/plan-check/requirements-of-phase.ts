import { type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { phasesIn } from "../planning/phase-list.js";
import type { Requirement } from "../planning/requirements.js";

/** Returns the requirements that a phase has to meet: those that its section of the roadmap names; where it names none, those that the table of traceability gives it. */
export function requirementsOfPhase(phase: PhaseNumber, named: readonly string[], requirements: readonly Pick<Requirement, "id" | "phases">[]): readonly string[] {
  if (named.length > 0) return named;
  return requirements.filter(({ phases }) => phases !== undefined && phasesIn(phases).some((each) => samePhase(each, phase))).map(({ id }) => id);
}

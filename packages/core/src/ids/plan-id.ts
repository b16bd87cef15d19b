import type { PhaseNumber } from "./phase-number.js";
import { parsePhaseNumber } from "./phase-number.js";

/** The id of a plan in canonical form: canonical phase number, `-`, plan number of two digits (`05-01`, `02.1-03`, `06-03a`). */
export type PlanId = string & { readonly __planId: true };

const PLAN = /^((?:[A-Za-z][A-Za-z0-9_]*-)?\d+[A-Za-z]?(?:\.\d+)*)-(\d+)([A-Za-z]?)(?:-.*)?$/;

/** Returns the plan id that a text spells (`5-1`, `05-01`, `05-01-limiter`, `CK-05-01`); case of a letter is kept. */
export function parsePlanId(text: string): PlanId | undefined {
  const match = PLAN.exec(text);
  if (match === null) return undefined;
  const [, phaseText = "", number = "", letter = ""] = match;
  const phase = parsePhaseNumber(phaseText);
  return phase === undefined ? undefined : planId(phase, `${number}${letter}`);
}

/** Makes the id of a plan from its phase and its number inside the phase (`1`, `01`, `3b`). */
export function planId(phase: PhaseNumber, number: string): PlanId {
  return `${phase}-${number.replace(/^0+(?=\d)/, "").padStart(/[A-Za-z]$/.test(number) ? 3 : 2, "0")}` as PlanId;
}

/** Returns the plan's number inside its phase, padded (`01`, `03a`). */
export function planNumberOf(id: PlanId): string {
  return id.slice(id.lastIndexOf("-") + 1);
}

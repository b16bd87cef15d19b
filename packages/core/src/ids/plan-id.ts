import { comparePhaseNumbers, parsePhaseNumber, type PhaseNumber } from "./phase-number.js";

/** The id of a plan in canonical form: canonical phase number, `-`, plan number of two digits (`05-01`, `02.1-03`, `06-03a`). */
export type PlanId = string & { readonly __planId: true };

const PLAN = /^((?:[A-Za-z][A-Za-z0-9_]*-)?\d+[A-Za-z]?(?:\.\d+)*)-(\d{1,4})([A-Za-z]?)(?:-.*)?$/;

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
  if (/^\d\d$/.test(number)) return `${phase}-${number}` as PlanId;
  return `${phase}-${number.replace(/^0+(?=\d)/, "").padStart(/[A-Za-z]$/.test(number) ? 3 : 2, "0")}` as PlanId;
}

/** Returns the plan's number inside its phase, padded (`01`, `03a`). */
export function planNumberOf(id: PlanId): string {
  return id.slice(id.lastIndexOf("-") + 1);
}

/** Returns the phase that a plan belongs to. */
export function phaseOfPlan(id: PlanId): PhaseNumber {
  return id.slice(0, id.lastIndexOf("-")) as PhaseNumber;
}

/** Orders plans by phase, then by number (`05-9 < 05-10`), then by letter (`05-02 < 05-02b`). */
export function comparePlanIds(a: PlanId, b: PlanId): number {
  const [leftPhase, rightPhase] = [phaseOfPlan(a), phaseOfPlan(b)];
  const phases = leftPhase === rightPhase ? 0 : comparePhaseNumbers(leftPhase, rightPhase);
  if (phases !== 0) return phases;
  const [left, right] = [planNumberOf(a), planNumberOf(b)];
  return Number.parseInt(left, 10) - Number.parseInt(right, 10) || (left < right ? -1 : left > right ? 1 : 0);
}

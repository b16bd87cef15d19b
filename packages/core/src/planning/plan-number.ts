import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, planId, type PlanId } from "../ids/plan-id.js";
import type { Range } from "../text/range.js";

const PHASE_TEXT = /^(phase\s+)?((?:[A-Za-z][A-Za-z0-9_]*-)?\d{1,6}[A-Za-z]?(?:\.\d{1,6})*)(?=$|[-_\s:])/i;

/** Finds the number of the phase that a text starts with: `05`, `5`, `05-security`, `CK-05-billing`, `Phase 5`; the offsets are of the text. */
export function findPhaseText(text: string): (Range & { readonly phase: PhaseNumber }) | undefined {
  const [, word = "", spelled] = PHASE_TEXT.exec(text) ?? [];
  const phase = spelled === undefined ? undefined : parsePhaseNumber(spelled);
  return spelled === undefined || phase === undefined ? undefined : { start: word.length, end: word.length + spelled.length, phase };
}

/** Returns the phase that a front matter's `phase:` names. */
export function parsePhaseText(text: string): PhaseNumber | undefined {
  return findPhaseText(text.trim())?.phase;
}

/** Returns the plan that a front matter's `phase:` and `plan:` name; `plan:` may hold the whole id. */
export function planIdOfTexts(phase: string | undefined, plan: string | undefined): PlanId | undefined {
  const whole = plan === undefined ? undefined : parsePlanId(plan);
  if (whole !== undefined) return whole;
  const number = /^(?:plan\s+)?(\d{1,4}[A-Za-z]?)$/i.exec(plan?.trim() ?? "")?.[1];
  const parsed = phase === undefined ? undefined : parsePhaseText(phase);
  return parsed === undefined || number === undefined ? undefined : planId(parsed, number);
}

/** Returns the plan that the name of a file names: `…/05-01-limiter-PLAN.md`, `05-01-SUMMARY.md`. */
export function planIdOfPath(path: string): PlanId | undefined {
  const stem = /(?:^|\/)([^/]+)-(?:PLAN|SUMMARY)\.md$/.exec(path)?.[1];
  return stem === undefined ? undefined : parsePlanId(stem);
}

import { samePhase, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, phaseOfPlan, planId, type PlanId } from "../ids/plan-id.js";
import type { ListItem } from "../markdown/outline.js";
import type { ListedPlan } from "./roadmap-types.js";

/** Not followed by what would make it a date or a longer number. */
const PLAN = /^(?:[A-Za-z][A-Za-z0-9_]{0,15}-)?\d{1,6}[A-Za-z]?(?:\.\d{1,6})*-\d{1,3}[A-Za-z]?(?![\w.]*\d|\w)/;
const PLAN_NUMBER = /^(\d{1,3}[A-Za-z]?)(?![\w.]*\d|\w)/;

/** Returns the plans of a phase among the list items of its section. */
export function readListedPlans(source: string, items: readonly ListItem[], phase: PhaseNumber): ListedPlan[] {
  return items.flatMap((item) => listedPlan(source, item, phase));
}

function listedPlan(source: string, item: ListItem, phase: PhaseNumber): ListedPlan[] {
  const id = idAt(source.slice(item.content.start, Math.min(item.content.end, item.content.start + 100)), phase);
  if (id === undefined) return [];
  const mark = item.checkbox?.mark;
  return [{ id, item, ticked: mark === undefined ? undefined : mark === "x" || mark === "X" }];
}

function idAt(text: string, phase: PhaseNumber): PlanId | undefined {
  const content = /^[\dA-Za-z]/.test(text) ? text : text.replace(/^[*_`~[\s]+/, "");
  // A plan of this phase, spelled in full: by far the most there are, and the only way for a project's own ids.
  const own = content.startsWith("-", phase.length) && samePhase(content.slice(0, phase.length) as PhaseNumber, phase) ? PLAN_NUMBER.exec(content.slice(phase.length + 1))?.[1] : undefined;
  if (own !== undefined) return planId(phase, own);
  const id = parsePlanId(PLAN.exec(content)?.[0] ?? "");
  return id !== undefined && samePhase(phaseOfPlan(id), phase) ? id : undefined;
}

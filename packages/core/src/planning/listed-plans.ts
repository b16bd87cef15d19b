import { samePhase, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, phaseOfPlan, planId } from "../ids/plan-id.js";
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
  const content = source.slice(item.content.start, item.content.end).replace(/^[*_`~[\s]+/, "");
  const own = content.toUpperCase().startsWith(`${phase.toUpperCase()}-`) ? PLAN_NUMBER.exec(content.slice(phase.length + 1)) : null;
  const match = own === null ? PLAN.exec(content) : null;
  const id = own?.[1] !== undefined ? planId(phase, own[1]) : parsePlanId(match?.[0] ?? "");
  if (id === undefined || !samePhase(phaseOfPlan(id), phase)) return [];
  const mark = item.checkbox?.mark;
  const rest = own === null ? content.slice(match?.[0].length) : content.slice(phase.length + 1 + own[0].length);
  return [{ id, item, ticked: mark === undefined ? undefined : mark === "x" || mark === "X", text: textAfterId(rest) }];
}

function textAfterId(text: string): string {
  return text.replace(/^(?:-[\w-]*)?(?:\.md)?[\]`*_~]*(?:\([^)]*\))?\s*(?:[:：]|[-–—]+)?\s*/, "").trim();
}

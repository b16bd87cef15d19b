import { samePhase } from "../ids/phase-number.js";
import { phaseOfPlan, type PlanId } from "../ids/plan-id.js";
import type { ListItem, Outline } from "../markdown/outline.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";
import type { PhaseSection, RoadmapPhase } from "./roadmap-types.js";
import { contentEnd } from "./section-end.js";

/** A plan that a phase's section is to list. */
export interface PlanToList {
  readonly id: PlanId;
  /** What the plan is for, on one line; may be empty. */
  readonly title: string;
  readonly done: boolean;
}

/**
 * Returns the edits that add the plans to a phase's section that it does not list yet: after the last one that it
 * lists, in place of a line "TBD", below the line "Plans:", or at the end of the section.
 */
export function listPlansEdits(source: string, outline: Outline, phase: RoadmapPhase, plans: readonly PlanToList[]): TextEdit[] {
  const { section } = phase;
  if (section === undefined) return [];
  const listed = new Set(section.plans.map(({ id }) => id));
  const missing = plans.filter(({ id }) => !listed.has(id) && samePhase(phaseOfPlan(id), phase.number));
  if (missing.length === 0) return [];
  const eol = lineEndingOf(source);
  const place = placeOfPlans(source, outline, section);
  const bullet = place.model === undefined ? "-" : source.slice(place.model.bullet.start, place.model.bullet.end);
  const indent = place.model === undefined ? "" : indentOf(source, place.model.bullet.start);
  const lines = missing.map(({ id, title, done }) => `${indent}${/^\d/.test(bullet) ? "-" : bullet} [${done ? "x" : " "}] ${id}-PLAN.md${title === "" ? "" : ` — ${oneLine(title)}`}`);
  return [{ start: place.start, end: place.end, text: place.replaces ? lines.join(eol).slice(indent.length) : `${place.before.replaceAll("\n", eol)}${lines.join(eol)}` }];
}

interface Place {
  readonly start: number;
  readonly end: number;
  /** What stands between the place and the first line, with `\n`. */
  readonly before: string;
  readonly replaces: boolean;
  readonly model: ListItem | undefined;
}

function placeOfPlans(source: string, outline: Outline, section: PhaseSection): Place {
  const last = section.plans.at(-1)?.item;
  if (last !== undefined) return { start: last.range.end, end: last.range.end, before: "\n", replaces: false, model: last };
  const inside = outline.items.filter(({ bullet }) => bullet.start >= section.range.start && bullet.start < section.range.end);
  const tbd = inside.find(({ content }) => /^TBD\b/.test(source.slice(content.start, content.end)));
  if (tbd !== undefined) return { start: tbd.bullet.start, end: tbd.range.end, before: "", replaces: true, model: tbd };
  const line = linesOf(source, section.range.start, section.range.end).find(({ start, end }) => /^(?:\*\*)?Plans:(?:\*\*)?[ \t]*$/.test(source.slice(start, end)) && !outline.opaque.some((block) => block.start <= start && block.end > start));
  if (line !== undefined) return { start: line.end, end: line.end, before: "\n", replaces: false, model: undefined };
  const end = contentEnd(source, outline, section.range);
  return { start: end, end, before: "\n\nPlans:\n", replaces: false, model: undefined };
}

function indentOf(source: string, offset: number): string {
  return /[ \t]*$/.exec(source.slice(Math.max(0, source.lastIndexOf("\n", offset - 1) + 1), offset))?.[0] ?? "";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

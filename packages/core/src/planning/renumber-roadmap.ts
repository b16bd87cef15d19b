import { phaseKey, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { parsePlanId } from "../ids/plan-id.js";
import { readFields } from "../markdown/field.js";
import type { Outline } from "../markdown/outline.js";
import { columnOf } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import type { Range } from "../text/range.js";
import { type ActiveMilestone, phasesOfMilestone } from "./active-milestone.js";
import { referenceEdits } from "./reference-edits.js";
import { type Renumbering, respell, respellInName } from "./renumbering.js";
import type { ListedPlan, Roadmap, RoadmapPhase } from "./roadmap-types.js";

/**
 * Returns the edits that give the phases of a milestone their new numbers, wherever the roadmap names them by number: titles of sections, lines of the checklist, rows, lists of
 * plans, `Depends on`, and the range of the milestone. Prose stays. Nothing of the removed phase itself is edited: `removePhaseEdits` takes it out.
 *
 * @param inherited What a phase that depends on the removed one depends on instead.
 */
export function renumberRoadmapEdits(source: string, outline: Outline, roadmap: Roadmap, milestone: ActiveMilestone, renumbering: Renumbering, inherited: readonly PhaseNumber[]): TextEdit[] {
  const phases = phasesOfMilestone(roadmap, milestone).filter(({ number }) => !samePhase(number, renumbering.removed));
  const own = roadmap.milestones.find(({ version }) => version === milestone.version);
  return [
    ...phases.flatMap((phase) => [...titleEdits(source, phase, renumbering), ...planEdits(source, phase, renumbering), ...dependsEdits(source, outline, phase, renumbering, inherited)]),
    ...(own?.mentions ?? []).flatMap((mention) => rangeEdits(source, mention, renumbering)),
  ];
}

function titleEdits(source: string, phase: RoadmapPhase, renumbering: Renumbering): TextEdit[] {
  const cell = phase.row === undefined ? undefined : phase.row.row.cells[columnOf(source, phase.row.table, "Phase") ?? -1];
  const places: (Range | undefined)[] = [phase.section?.heading.text, phase.entry?.item.content, cell];
  return places.flatMap((place) => (place === undefined ? [] : firstNumber(source, place, phase.number, renumbering)));
}

/** The number that a title starts with, with or without the word "Phase" in front. */
function firstNumber(source: string, place: Range, number: PhaseNumber, { numbers }: Renumbering): TextEdit[] {
  const next = numbers.get(phaseKey(number));
  const match = /^[^\p{L}\p{N}]*(?:\[[xX]\][^\p{L}\p{N}]*)?(?:Phase\s+)?([A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*)/iu.exec(source.slice(place.start, place.end));
  if (next === undefined || match?.[1] === undefined) return [];
  const end = place.start + match[0].length;
  return [{ start: end - match[1].length, end, text: respell(match[1], next) }];
}

function planEdits(source: string, { number, section }: RoadmapPhase, { numbers }: Renumbering): TextEdit[] {
  const next = numbers.get(phaseKey(number));
  return next === undefined || section === undefined ? [] : section.plans.flatMap((plan) => planEdit(source, plan, next));
}

/** `06-01-PLAN.md`, `**6-1**`: what stands before the number of the plan. */
function planEdit(source: string, { item: { content } }: ListedPlan, next: PhaseNumber): TextEdit[] {
  const match = /^([^\p{L}\p{N}]*)((?:[A-Za-z][A-Za-z0-9_]*-)?\d+[A-Za-z]?(?:\.\d+)*)-\d+[A-Za-z]?/u.exec(source.slice(content.start, content.end));
  if (match?.[2] === undefined || parsePlanId(match[0].slice(match[1]?.length ?? 0)) === undefined) return [];
  const start = content.start + (match[1]?.length ?? 0);
  return [{ start, end: start + match[2].length, text: respellInName(match[2], next) }];
}

function dependsEdits(source: string, outline: Outline, { section }: RoadmapPhase, renumbering: Renumbering, inherited: readonly PhaseNumber[]): TextEdit[] {
  if (section === undefined) return [];
  const field = readFields(source, outline, section.range).find(({ keyText }) => keyText.toLowerCase() === "depends on");
  return field === undefined ? [] : referenceEdits(source, field.value, renumbering, { instead: inherited });
}

/** `Phases 5-8` becomes `Phases 5-7`: its ends are renumbered; one that was removed moves inwards. */
function rangeEdits(source: string, place: Range, { removed, numbers }: Renumbering): TextEdit[] {
  const text = source.slice(place.start, place.end);
  const match = /\bPhases?\s+(\d+)\s*(?:-|–|—|to)\s*(\d+)(?![\d.])/i.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || !/^\d+$/.test(removed)) return [];
  const [first, last, gone] = [Number(match[1]), Number(match[2]), Number(removed)];
  const end = place.start + match.index + match[0].length;
  if (first >= last || last < gone) return [];
  const isShifted = gone === last || [...numbers.keys()].includes(phaseKey(String(last).padStart(2, "0") as PhaseNumber));
  if (!isShifted) return [];
  const edits: TextEdit[] = [{ start: end - match[2].length, end, text: String(last - 1) }];
  if (first <= gone) return edits;
  const start = place.start + match.index + match[0].indexOf(match[1]);
  return [{ start, end: start + match[1].length, text: String(first - 1) }, ...edits];
}

import { phaseKey, samePhase } from "../ids/phase-number.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { outlineOf } from "../markdown/outline-of.js";
import { phaseReferences } from "../planning/phase-list.js";
import type { Renumbering } from "../planning/renumbering.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { linesOf, positionAt } from "../text/lines.js";
import type { PhaseMention } from "./types.js";

/** Finds the lines that name a phase whose number changed, or the removed one, and that no edit has touched there; places are those after the edits. */
export function mentionsIn(source: string, edits: readonly TextEdit[], path: PlanningPath, { removed, numbers }: Renumbering): readonly PhaseMention[] {
  const { opaque } = outlineOf(source);
  const after = applyEdits(source, edits);
  return linesOf(source).flatMap((line): PhaseMention[] => {
    const text = source.slice(line.start, line.end);
    if (!/phase/i.test(text) || opaque.some(({ start, end }) => start <= line.start && end > line.start)) return [];
    const left = phaseReferences(text).find(({ start, end, phase }) => (samePhase(phase, removed) || numbers.has(phaseKey(phase))) && !edits.some((edit) => edit.start < line.start + end && edit.end > line.start + start));
    if (left === undefined) return [];
    const offset = line.start + left.start + shiftBefore(edits, line.start + left.start);
    const at = positionAt(after, offset);
    return [{ path, at, line: (after.split(/\r\n|\r|\n/)[at.line - 1] ?? "").trim() }];
  });
}

function shiftBefore(edits: readonly TextEdit[], offset: number): number {
  return edits.reduce((sum, { start, end, text }) => (end <= offset ? sum + text.length - (end - start) : sum), 0);
}

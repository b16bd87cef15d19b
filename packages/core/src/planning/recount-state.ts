import { phaseKey } from "../ids/phase-number.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import type { FrontMatterValue } from "../markdown/front-matter-value.js";
import type { TextEdit } from "../text/edit.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { findPhaseText } from "./plan-number.js";
import { type Renumbering, respell } from "./renumbering.js";
import { placeState } from "./state-place.js";

/** What became of the phases that `STATE.md` speaks of. */
export interface PhaseRecount {
  /** How many phases the milestone had, and has. A total that says something else is a person's own and stays. */
  readonly before: number;
  readonly after: number;
  /** Absent where no number changed. */
  readonly renumbering?: Renumbering;
}

/** Returns the edits of `STATE.md` that tell how many phases there are now, and the new number of the one that is worked on. (formats.md 10) */
export function recountStateEdits(source: string, { before, after, renumbering }: PhaseRecount): TextEdit[] {
  const { fields } = placeState(source);
  const edits: TextEdit[] = [];
  const renumber = (value: Range | undefined): void => { edits.push(...numberEdits(source, value, renumbering)); };
  const total = (value: Range | undefined, pattern: RegExp): void => {
    const match = value === undefined ? null : pattern.exec(source.slice(value.start, value.end));
    if (value === undefined || match?.[1] === undefined || Number(match[1]) !== before || before === after) return;
    const end = value.start + match.index + match[0].length;
    edits.push({ start: end - match[1].length, end, text: String(after) });
  };
  for (const key of ["phase", "current phase", "current focus"] as const) renumber(fields.get(key)?.value);
  total(fields.get("phase")?.value, /^\S+ of (\d+)/);
  total(fields.get("total phases")?.value, /^(\d+)/);
  const frontMatter = readFrontMatter(source);
  for (const key of ["current_phase", "active_phase", "next_phases"]) for (const place of scalarsOf(frontMatter.entries.get(key)?.value)) renumber(place);
  const counters = frontMatter.entries.get("progress")?.rest;
  for (const line of counters === undefined ? [] : linesOf(source, counters.start, counters.end)) {
    const match = /^[ \t]+total_phases:[ \t]+/.exec(source.slice(line.start, line.end));
    if (match !== null) total({ start: line.start + match[0].length, end: line.end }, /^(\d+)/);
  }
  return edits;
}

function numberEdits(source: string, value: Range | undefined, renumbering: Renumbering | undefined): TextEdit[] {
  if (value === undefined || renumbering === undefined) return [];
  const text = source.slice(value.start, value.end);
  const found = findPhaseText(text);
  const next = found === undefined ? undefined : renumbering.numbers.get(phaseKey(found.phase));
  return found === undefined || next === undefined ? [] : [{ start: value.start + found.start, end: value.start + found.end, text: respell(text.slice(found.start, found.end), next) }];
}

/** Where the scalars of a key stand, without quotes. */
function scalarsOf(value: FrontMatterValue | undefined): readonly Range[] {
  const all = value === undefined || value.kind === "nested" ? [] : value.kind === "scalar" ? [value] : value.items;
  return all.map(({ range, quote }) => (quote === undefined ? range : { start: range.start + 1, end: range.end - 1 }));
}

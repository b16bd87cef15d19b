import { formatPhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { formatGapClosure } from "../planning/gap-closure.js";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import { phasesIn } from "../planning/phase-list.js";
import type { PhaseToAdd } from "../planning/render-phase-section.js";
import { requirementEdits } from "../planning/requirement-edits.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import { readRequirements } from "../planning/requirements.js";
import type { TextEdit } from "../text/edit.js";
import type { GapGroup } from "./gap-groups.js";

/** What the fix phases of an audit are made from. */
export interface FixPhasesInput {
  readonly version: string;
  /** When the audit was made, as it says. */
  readonly audited: string;
  readonly groups: readonly GapGroup[];
  /** As many as there are groups. */
  readonly numbers: readonly PhaseNumber[];
  /** What the first one comes after; each other comes after the one before it. */
  readonly after: readonly PhaseNumber[];
  /** The ids that REQUIREMENTS.md has. */
  readonly known: readonly string[];
}

/** Makes a phase of each group of gaps. */
export function fixPhasesOf({ version, audited, groups, numbers, after, known }: FixPhasesInput): readonly PhaseToAdd[] {
  return groups.flatMap(({ gaps }, index): PhaseToAdd[] => {
    const number = numbers[index];
    if (number === undefined) return [];
    const before = index === 0 ? after : numbers.slice(index - 1, index);
    return [
      {
        ...{ number, name: `Close audit gaps ${formatPhaseNumber(number)}`, goal: goalOf(version, gaps) },
        ...{ requirements: requirementsOf(gaps, known), criteria: gaps.map((gap) => `${gap.text} (${gap.id})`), dependsOn: before },
        gapClosure: formatGapClosure({ audited, ids: gaps.map(({ id }) => id) }),
      },
    ];
  });
}

function goalOf(version: string, gaps: readonly MilestoneGap[]): string {
  const count = gaps.length === 1 ? "The gap" : `The ${String(gaps.length)} gaps`;
  return `${count} that the audit of milestone ${version} found ${gaps.length === 1 ? "is" : "are"} closed: ${gaps.map(({ id }) => id).join(", ")}`;
}

/** The requirements whose gaps are among these, as REQUIREMENTS.md spells them: a gap of another id may name one in its text. */
export function requirementsOf(gaps: readonly MilestoneGap[], known: readonly string[]): readonly string[] {
  const isKnown = (id: string): boolean => known.some((each) => each.toUpperCase() === id.toUpperCase());
  const named = new Set(gaps.filter(({ kind }) => kind === "requirement").flatMap(({ id, text }) => (isKnown(id) ? [id.toUpperCase()] : requirementsIn(text.toUpperCase()))));
  return known.filter((id) => named.has(id.toUpperCase()));
}

/**
 * The edits of REQUIREMENTS.md that reopen what fix phases are to meet: unticked, the row back to `Pending`, and the fix phase among its phases, so
 * that the requirement is ticked again once that phase is complete. A row that says `Blocked` stays. (formats.md 15)
 */
export function reopenRequirements(source: string, path: string, phases: readonly PhaseToAdd[]): readonly TextEdit[] {
  const rows = readRequirements(source, path).requirements;
  const edits = new Map<string, TextEdit>();
  for (const { number, requirements } of phases) {
    for (const id of requirements) {
      const row = rows.find((each) => each.id.toUpperCase() === id.toUpperCase());
      // Somebody has put it there, and only they know when it is over.
      if (/\bblocked\b/i.test(row?.status ?? "")) continue;
      const label = `Phase ${formatPhaseNumber(number)}`;
      // An interrupted run may have added it already.
      const isThere = phasesIn(row?.phases ?? "").some((each) => samePhase(each, number));
      const phase = row?.phases === undefined ? label : isThere ? row.phases : `${row.phases}, ${label}`;
      for (const edit of requirementEdits(source, [id], { ticked: false, status: "Pending", phase }).edits) {
        // A row of several requirements is edited once.
        const key = `${String(edit.start)}-${String(edit.end)}`;
        if (!edits.has(key)) edits.set(key, edit);
      }
    }
  }
  return [...edits.values()];
}

import { type MilestoneVersion, sameVersion, versionsIn } from "../ids/version.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import { plainLine } from "./render-phase-section.js";

/** A milestone as `MILESTONES.md` tells of it. */
export interface ShippedMilestone {
  readonly version: MilestoneVersion;
  /** May be empty. */
  readonly name: string;
  /** The day. */
  readonly date: string;
  readonly phases: number;
  readonly plans: number;
  readonly tasks: number;
  /** What the plans came to, one line each. */
  readonly accomplishments: readonly string[];
}

/** Whether `MILESTONES.md` has the entry of a milestone. */
export function hasMilestoneEntry(source: string, version: MilestoneVersion): boolean {
  const outline = outlineOf(source);
  return outline.headings.some(({ text, level }) => level === 2 && versionsIn(source.slice(text.start, text.end)).slice(0, 1).some((each) => sameVersion(each, version)));
}

/** Returns the text of a new `MILESTONES.md` with one entry. */
export function renderMilestones(milestone: ShippedMilestone): string {
  return `# Milestones\n\n${renderEntry(milestone, "\n")}`;
}

/** Returns the edit that adds the entry of a milestone before all others, as the newest stands first; `[]` where it has one. (formats.md 15) */
export function milestoneEntryEdits(source: string, milestone: ShippedMilestone): TextEdit[] {
  if (hasMilestoneEntry(source, milestone.version)) return [];
  const eol = lineEndingOf(source);
  const outline = outlineOf(source);
  const first = outline.headings.find(({ text, level }) => level === 2 && versionsIn(source.slice(text.start, text.end)).length > 0);
  if (first !== undefined) return [{ start: first.range.start, end: first.range.start, text: `${renderEntry(milestone, eol)}${eol}` }];
  const end = source.trimEnd().length;
  const lead = source.slice(0, end) === "" ? "" : `${eol}${eol}`;
  return [{ start: end, end: source.length, text: `${lead}${renderEntry(milestone, eol)}` }];
}

function renderEntry({ version, name, date, phases, plans, tasks, accomplishments }: ShippedMilestone, eol: string): string {
  const count = (number: number, word: string): string => `${String(number)} ${word}${number === 1 ? "" : "s"}`;
  const lines = [
    `## ${plainLine(`${version} ${name}`.trim())} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${count(phases, "phase")}, ${count(plans, "plan")}, ${count(tasks, "task")}`,
    ...(accomplishments.length === 0 ? [] : ["", "**Key accomplishments:**", "", ...accomplishments.map((text) => `- ${plainLine(text)}`)]),
    "",
    "---",
    "",
  ];
  return lines.join(eol);
}

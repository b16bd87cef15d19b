import { formatPhaseNumber } from "../ids/phase-number.js";
import { type MilestoneVersion, sameVersion } from "../ids/version.js";
import { outlineOf } from "../markdown/outline-of.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { closeMention } from "./close-mention.js";
import { activeMilestone, type ActiveMilestone } from "./active-milestone.js";
import type { PhaseNaming } from "../ids/phase-number.js";
import { plainLine } from "./render-phase-section.js";
import { readRoadmap } from "./roadmap.js";
import type { Roadmap, RoadmapPhase } from "./roadmap-types.js";

/** What a milestone that is finished is told by. */
export interface ClosedMilestone {
  readonly milestone: ActiveMilestone;
  /** The day it was finished on. */
  readonly date: string;
  readonly naming?: PhaseNaming;
}

/** The edits that close a milestone in its roadmap, and how much they fold away. */
export interface RoadmapClosing {
  readonly edits: readonly TextEdit[];
  /** `folded`: its sections stand in a details block; `marked`: only its marks say that it is finished; `closed`: they said so before. */
  readonly type: "folded" | "marked" | "closed";
}

/**
 * Returns the edits that close a milestone in the roadmap: its marks say so, and its sections are folded into a
 * `<details>` block. Not a byte of it goes. (formats.md 5.1, "Shipped collapse")
 *
 * What comes out is read again: where folding would give a phase to another milestone, the marks alone are written;
 * `undefined` where even they would not close it, so that nothing is written that says something else than is meant.
 */
export function closeMilestoneEdits(source: string, path: string, closed: ClosedMilestone): RoadmapClosing | undefined {
  const naming = closed.naming ?? "sequential";
  const roadmap = readRoadmap(source, outlineOf(source), path, naming);
  const { version } = closed.milestone;
  const own = roadmap.milestones.find((each) => sameVersion(each.version, version));
  if (own?.state === "closed") return { type: "closed", edits: [] };
  const marks = own === undefined ? [addedMention(source, roadmap, closed)] : own.mentions.flatMap((place) => closedMention(source, place, closed.date));
  const folds = foldEdits(source, roadmap, closed);
  const holds = (edits: readonly TextEdit[]): boolean => saysTheSame(roadmap, applyEdits(source, edits), path, version, naming);
  if (folds.length > 0 && holds([...marks, ...folds])) return { type: "folded", edits: [...marks, ...folds] };
  return holds(marks) ? { type: "marked", edits: marks } : undefined;
}

function closedMention(source: string, place: Range, date: string): TextEdit[] {
  const text = source.slice(place.start, place.end);
  const now = closeMention(text, date);
  return now === text ? [] : [{ start: place.start, end: place.end, text: now }];
}

/** A roadmap that names no milestone gets the line that says what is finished, below its title. */
function addedMention(source: string, roadmap: Roadmap, { milestone, date }: ClosedMilestone): TextEdit {
  const eol = lineEndingOf(source);
  const title = outlineOf(source).headings.find(({ level }) => level === 1);
  const start = title === undefined ? 0 : (linesOf(source, title.range.end)[0]?.next ?? source.length);
  const line = `- ✅ **${plainLine(`${milestone.version} ${milestone.name}`.trim())}** - ${rangeOf(ownPhases(roadmap, milestone))} (shipped ${date})`;
  const lead = start === 0 || /[\r\n]/.test(source[start - 1] ?? "") ? "" : eol;
  return { start, end: start, text: `${lead}${title === undefined ? "" : eol}## Milestones${eol}${eol}${line}${eol}${title === undefined ? eol : ""}` };
}

function ownPhases({ phases }: Roadmap, { version }: ActiveMilestone): readonly RoadmapPhase[] {
  return phases.filter(({ milestone, backlog, retired }) => !backlog && !retired && (milestone === undefined || sameVersion(milestone, version)));
}

function rangeOf(phases: readonly RoadmapPhase[]): string {
  const numbers = phases.map(({ number }) => formatPhaseNumber(number));
  const [first, last] = [numbers[0], numbers.at(-1)];
  return first === undefined ? "no phases" : first === last ? `Phase ${first}` : `Phases ${first}-${last ?? first}`;
}

/** The milestone's own section where it has one, else the sections of its phases, as far as they stand together. */
function foldEdits(source: string, roadmap: Roadmap, closed: ClosedMilestone): TextEdit[] {
  const own = roadmap.milestones.find((each) => sameVersion(each.version, closed.milestone.version));
  const phases = ownPhases(roadmap, closed.milestone);
  const spans = (own?.spans ?? []).filter(({ start }) => /^#{2,6}/.test(source.slice(start, start + 6)));
  const sections = phases.flatMap(({ section }) => (section === undefined ? [] : [section.range])).sort((a, b) => a.start - b.start);
  const ranges = spans.length > 0 ? spans : joined(source, sections);
  const eol = lineEndingOf(source);
  const summary = plainLine(`✅ ${closed.milestone.version} ${closed.milestone.name}`.trim()).replace(/[<>&]/g, "");
  return ranges.flatMap(({ start, end }) => {
    const content = start + source.slice(start, end).trimEnd().length;
    return [
      { start, end: start, text: `<details>${eol}<summary>${summary} (${rangeOf(phases)}) - SHIPPED ${closed.date}</summary>${eol}${eol}` },
      { start: content, end: content, text: `${eol}${eol}</details>` },
    ];
  });
}

function joined(source: string, ranges: readonly Range[]): Range[] {
  return ranges.reduce<Range[]>((all, range) => {
    const last = all.at(-1);
    if (last === undefined || source.slice(last.end, range.start).trim() !== "") return [...all, range];
    return [...all.slice(0, -1), { start: last.start, end: range.end }];
  }, []);
}

/** Whether the milestone is closed by a text, and every phase still is whose it was, with its box. */
function saysTheSame(before: Roadmap, text: string, path: string, version: MilestoneVersion, naming: PhaseNaming): boolean {
  const after = readRoadmap(text, outlineOf(text), path, naming);
  const now = after.milestones.find((each) => sameVersion(each.version, version));
  if (now?.state !== "closed") return false;
  const owner = ({ milestone, backlog, retired }: RoadmapPhase): string => (milestone === undefined ? (backlog || retired ? "nobody" : version) : milestone);
  const told = ({ phases }: Roadmap): string => JSON.stringify(phases.map((phase) => [phase.number, phase.name, owner(phase), phase.entry?.ticked]).sort());
  const others = ({ milestones }: Roadmap): string => JSON.stringify(milestones.filter((each) => !sameVersion(each.version, version)).map((each) => [each.version, each.state]));
  return told(before) === told(after) && others(before) === others(after) && activeMilestone(after).milestone?.version !== version;
}

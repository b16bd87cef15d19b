import type { PhaseNaming } from "../ids/phase-number.js";
import { phaseKey } from "../ids/phase-number.js";
import { detailsOf, type Details } from "../markdown/details.js";
import type { ListItem, Outline } from "../markdown/outline.js";
import { holds, type Range } from "../text/range.js";
import { readListedPlans } from "./listed-plans.js";
import { placeFindings, quote, type Finding } from "./problems.js";
import { readEntries, reportStrayEntries } from "./roadmap-entries.js";
import { readHeadings, type RoadmapHeading } from "./roadmap-headings.js";
import { readMilestones } from "./roadmap-milestones.js";
import { pairPhases, type PairedPhase, type TitledSection } from "./roadmap-pairing.js";
import { pickRow, readProgressRows, type KeyedRow } from "./roadmap-progress.js";
import type { Roadmap, RoadmapMilestone, RoadmapPhase } from "./roadmap-types.js";
import { reportUnreadPhases } from "./roadmap-unread.js";

/**
 * Reads ROADMAP.md: milestones, phases and what each says of itself.
 *
 * Headings and boxes in code, comments and quotations are text. Nothing is ticked or left out in silence: what
 * looks like a phase and cannot be read is among the problems.
 */
export function readRoadmap(source: string, outline: Outline, path: string, naming: PhaseNaming = "sequential"): Roadmap {
  const findings: Finding[] = [];
  const details = detailsOf(source, outline);
  const headings = readHeadings(source, outline, naming);
  const { sections, outside, inside } = readSections(source, outline, headings, details);
  const milestones = readMilestones(source, outline, headings, details, outside, findings);
  const entries = readEntries(source, outside, naming, findings);
  reportStrayEntries(source, inside, naming, findings);
  reportUnreadPhases(source, outline, headings, findings);
  const paired = pairPhases(sections, entries, milestones, findings);
  const phases = addRows(paired, readProgressRows(source, outline, naming, findings), milestones);
  reportLack(phases, findings);
  const title = headings.find(({ heading }) => heading.level === 1)?.text ?? "";
  return { path, title, milestones, phases, problems: placeFindings(path, source, findings) };
}

interface Sections {
  readonly sections: TitledSection[];
  /** The list items that stand in no phase's section, and those that do. */
  readonly outside: ListItem[];
  readonly inside: ListItem[];
}

function readSections(source: string, outline: Outline, headings: readonly RoadmapHeading[], details: readonly Details[]): Sections {
  const found: Sections = { sections: [], outside: [], inside: [] };
  let item = 0;
  headings.forEach((heading, index) => {
    if (heading.type !== "phase") return;
    const range = phaseRange(headings, index, details, source.length);
    const first = firstItemFrom(outline.items, item, range.start);
    const last = firstItemFrom(outline.items, first, range.end);
    const own = outline.items.slice(first, last);
    found.outside.push(...outline.items.slice(item, first));
    found.inside.push(...own);
    const section = { heading: heading.heading, range, plans: readListedPlans(source, own, heading.title.number) };
    found.sections.push({ title: heading.title, section, offset: range.start });
    item = last;
  });
  found.outside.push(...outline.items.slice(item));
  return found;
}

/** The index of the first item, from `from` on, that starts at an offset or after it. */
function firstItemFrom(items: readonly ListItem[], from: number, offset: number): number {
  let at = from;
  while (at < items.length && (items[at]?.bullet.start ?? offset) < offset) at++;
  return at;
}

/** Up to the next phase, the next heading of its level or above, or the end of the details block it stands in. */
function phaseRange(headings: readonly RoadmapHeading[], index: number, details: readonly Details[], end: number): Range {
  const own = headings[index];
  const start = own?.heading.range.start ?? end;
  const level = own?.heading.level ?? 6;
  let next = index + 1;
  while (next < headings.length && !isBorder(headings[next], level)) next++;
  const border = headings[next]?.heading.range.start ?? end;
  // A block around the phase ends its section; one that starts in it and holds the next phase begins a new part.
  const ends = details.flatMap(({ range, body }) => (holds(body, start) ? [body.end] : holds(body, border) && range.start > start ? [range.start] : []));
  return { start, end: Math.min(border, ...ends) };
}

function isBorder(heading: RoadmapHeading | undefined, level: number): boolean {
  return heading === undefined || heading.type === "phase" || heading.heading.level <= level;
}

function addRows(phases: readonly PairedPhase[], rows: readonly KeyedRow[], milestones: readonly RoadmapMilestone[]): RoadmapPhase[] {
  const byKey = new Map<string, KeyedRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const count = new Map<string, number>();
  for (const { number } of phases) count.set(phaseKey(number), (count.get(phaseKey(number)) ?? 0) + 1);
  const spansOf = new Map(milestones.map(({ version, spans }) => [version, spans]));
  return phases.map((phase) => {
    const key = phaseKey(phase.number);
    const spans = phase.milestone === undefined ? [] : (spansOf.get(phase.milestone) ?? []);
    return { ...phase, row: pickRow(byKey.get(key) ?? [], phase.milestone, (count.get(key) ?? 0) > 1, spans) };
  });
}

function reportLack(phases: readonly RoadmapPhase[], findings: Finding[]): void {
  if (phases.length === 0) {
    findings.push({ code: "roadmap-empty", offset: undefined, message: "No phase was found in the roadmap.", remedy: "Write a section for each phase, with a heading like ### Phase 1: Name." });
  }
  if (phases.every(({ section }) => section === undefined)) return;
  for (const { entry, section, spelled, name, retired, backlog } of phases) {
    if (section !== undefined || entry === undefined || retired || backlog) continue;
    findings.push({ code: "phase-without-section", offset: entry.item.bullet.start, message: `Phase ${spelled} (${quote(name)}) is in the checklist but has no section.`, remedy: `Add a section with the heading ### Phase ${spelled}: ${name}.` });
  }
}

import { formatPhaseNumber, isBacklog, isNumericPhase, parsePhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import type { MilestoneVersion } from "../ids/version.js";
import type { Outline } from "../markdown/outline.js";
import { cellText, columnOf, rowAfter } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import { phasesOfMilestone, type ActiveMilestone } from "./active-milestone.js";
import { phaseTitleOf, plainLine, renderPhaseSection, type PhaseToAdd, type SectionStyle } from "./render-phase-section.js";
import type { Roadmap, RoadmapMilestone, RoadmapPhase } from "./roadmap-types.js";
import { contentEnd } from "./section-end.js";

/** The next whole number for a phase: one more than the highest of the milestone's phases and folders; backlog aside. */
export function nextPhaseNumber(phases: readonly { readonly number: PhaseNumber }[], folders: readonly { readonly phase: PhaseNumber }[]): PhaseNumber {
  const numbers = [...phases.map(({ number }) => number), ...folders.map(({ phase }) => phase)].filter((phase) => isNumericPhase(phase) && !isBacklog(phase));
  const highest = Math.max(0, ...numbers.map((phase) => Number.parseInt(phase, 10)));
  const next = parsePhaseNumber(String(highest + 1));
  if (next === undefined) throw new RangeError(`no number follows ${String(highest)}`);
  return next;
}

/** The next number behind a phase for one that is inserted there: one more than the highest below it, `3.1` where there is none; gaps are not used again. */
export function nextInsertedNumber(base: PhaseNumber, phases: readonly { readonly number: PhaseNumber }[], folders: readonly { readonly phase: PhaseNumber }[]): PhaseNumber {
  const below = [...phases.map(({ number }) => number), ...folders.map(({ phase }) => phase)].filter((phase) => isBelow(phase, base));
  const highest = Math.max(0, ...below.map((phase) => Number.parseInt(phase.slice(base.length + 1), 10)));
  const next = parsePhaseNumber(`${base}.${String(highest + 1)}`);
  if (next === undefined) throw new RangeError(`no number can be put behind ${base}`);
  return next;
}

/** Whether a phase was inserted behind another, or behind one that was. */
export function isBelow(phase: PhaseNumber, base: PhaseNumber): boolean {
  return phase.toUpperCase().startsWith(`${base.toUpperCase()}.`);
}

/** The phase that an inserted one stands behind: `3` of `3.2`; itself for one that was not inserted. */
function baseOf(phase: PhaseNumber): PhaseNumber {
  const dot = phase.lastIndexOf(".");
  return dot < 0 ? phase : (phase.slice(0, dot) as PhaseNumber);
}

/**
 * Returns the edits that add phases at the end of a milestone: a line in the checklist, a section and a progress
 * row each, where the milestone has such things, in the style of its last ones; and a range like `Phases 5-8` that
 * ends with its last phase goes on to the last new one.
 */
export function addPhasesEdits(source: string, outline: Outline, roadmap: Roadmap, milestone: ActiveMilestone, added: readonly PhaseToAdd[]): TextEdit[] {
  const phases = phasesOfMilestone(roadmap, milestone).filter(({ backlog, retired }) => !backlog && !retired);
  const own = roadmap.milestones.find(({ version }) => version === milestone.version);
  return [...behindEdits(source, outline, { phases, own, version: milestone.version, atEnd: true }, added), ...rangeEdits(source, own, phases, added)];
}

/**
 * Returns the edits that put a phase behind another and those that were inserted behind that before: a line in the checklist, a section and a progress row each,
 * where the other has such things. No other number changes.
 */
export function insertPhaseEdits(source: string, outline: Outline, roadmap: Roadmap, milestone: ActiveMilestone, added: PhaseToAdd): TextEdit[] {
  const base = baseOf(added.number);
  const phases = phasesOfMilestone(roadmap, milestone).filter(({ number }) => samePhase(number, base) || isBelow(number, base));
  const own = roadmap.milestones.find(({ version }) => version === milestone.version);
  return behindEdits(source, outline, { phases, own, version: milestone.version, atEnd: false }, [{ ...added, inserted: true }]);
}

/** What new phases stand behind. */
interface Behind {
  /** Those of which the last one is the model, and what the new ones stand behind. */
  readonly phases: readonly RoadmapPhase[];
  readonly own: RoadmapMilestone | undefined;
  readonly version: MilestoneVersion;
  /** Whether they stand behind all there is, and not only behind these phases. */
  readonly atEnd: boolean;
}

function behindEdits(source: string, outline: Outline, { phases, own, version, atEnd }: Behind, added: readonly PhaseToAdd[]): TextEdit[] {
  return [...entryEdits(source, phases, added), ...sectionEdits(source, outline, phases, own, added), ...progressRowEdits(source, phases, { version, atEnd }, added)];
}

function entryEdits(source: string, phases: readonly RoadmapPhase[], added: readonly PhaseToAdd[]): TextEdit[] {
  const entries = phases.flatMap(({ entry }) => (entry === undefined ? [] : [entry])).sort((a, b) => a.item.range.end - b.item.range.end);
  const last = entries.at(-1)?.item;
  if (last === undefined) return [];
  const indent = /[ \t]*$/.exec(source.slice(0, last.bullet.start).split(/[\r\n]/).at(-1) ?? "")?.[0] ?? "";
  const bullet = source.slice(last.bullet.start, last.bullet.end);
  const bold = source.startsWith("**", last.content.start) ? "**" : "";
  const end = last.range.end;
  return added.map((phase, index) => {
    const mark = last.ordered ? bullet.replace(/\d+/, (text) => String(Number(text) + index + 1)) : bullet;
    const line = `${indent}${mark} [ ] ${bold}${phaseTitleOf(phase)}${bold}${phase.goal === "" ? "" : ` - ${plainLine(phase.goal)}`}`;
    return { start: end, end, text: `${lineEndingOf(source)}${line}` };
  });
}

function sectionEdits(source: string, outline: Outline, phases: readonly RoadmapPhase[], own: RoadmapMilestone | undefined, added: readonly PhaseToAdd[]): TextEdit[] {
  const sections = phases.flatMap(({ section }) => (section === undefined ? [] : [section])).sort((a, b) => a.range.end - b.range.end);
  const model = sections.at(-1);
  const home = model?.range ?? own?.spans.at(-1) ?? { start: 0, end: source.length };
  const end = contentEnd(source, outline, home);
  const style: SectionStyle = model === undefined
    ? { level: 3, colonInside: false }
    : { level: model.heading.level, colonInside: /\*\*[^*\r\n]+:\*\*/.test(source.slice(model.range.start, model.range.end)) };
  const eol = lineEndingOf(source);
  return added.map((phase) => ({ start: end, end, text: `${eol}${eol}${renderPhaseSection(phase, style).replaceAll("\n", eol)}` }));
}

/** Returns the edits that add a progress row for each new phase, in the style of the last row of some phases; none where those have no row. */
export function progressRowEdits(source: string, phases: readonly RoadmapPhase[], { version, atEnd }: Pick<Behind, "version" | "atEnd">, added: readonly PhaseToAdd[]): TextEdit[] {
  const model = phases.flatMap(({ row }) => (row === undefined ? [] : [row])).at(-1);
  if (model === undefined) return [];
  const { table, row } = model;
  const of = (...names: readonly string[]): number | undefined => columnOf(source, table, ...names);
  const [phase, milestone, plans, status, completed] = [of("Phase"), of("Milestone"), of("Plans Complete", "Plans"), of("Status"), of("Completed", "Completed On", "Date")];
  const cell = phase === undefined ? undefined : row.cells[phase];
  const spelling = /^(\**(?:Phase\s+)?)\d[\w.]*?([.:]?\s+|\.?\*\*\s*|$)/i.exec(cell === undefined ? "" : cellText(source, cell));
  return added.map(({ number, name }) => {
    const cells = table.header.cells.map((_, column) => {
      switch (column) {
        case phase: return `${spelling?.[1] ?? ""}${formatPhaseNumber(number)}${spelling?.[2] ?? ". "}${plainLine(name)}`;
        case milestone: return version;
        case plans: return "0/0";
        case status: return "Not started";
        case completed: return "-";
        default: return "";
      }
    });
    return atEnd ? rowAfter(source, table, cells) : rowAfter(source, table, cells, row);
  });
}

/** `Phases 5-8` becomes `Phases 5-9`; a list or a range that ends earlier is somebody's own and stays. */
function rangeEdits(source: string, own: RoadmapMilestone | undefined, phases: readonly RoadmapPhase[], added: readonly PhaseToAdd[]): TextEdit[] {
  const highest = Math.max(0, ...phases.filter(({ number }) => isNumericPhase(number)).map(({ number }) => Number.parseInt(number, 10)));
  const last = added.at(-1)?.number;
  if (own === undefined || last === undefined) return [];
  return own.mentions.flatMap(({ start, end }) => {
    const match = /\bPhases?\s+\d+\s*(?:-|–|—|to)\s*(\d+)(?![\d.])/i.exec(source.slice(start, end));
    if (match?.[1] === undefined || Number(match[1]) !== highest) return [];
    const at = start + match.index + match[0].length;
    return [{ start: at - match[1].length, end: at, text: formatPhaseNumber(last) }];
  });
}

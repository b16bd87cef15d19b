import { formatPhaseNumber, isNumericPhase, parsePhaseNumber, samePhase } from "../ids/phase-number.js";
import { type MilestoneVersion, sameVersion } from "../ids/version.js";
import { escapeLine } from "../markdown/escape-line.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { outlineOf } from "../markdown/outline-of.js";
import { findHeading, sectionOf } from "../markdown/section.js";
import { columnOf, rowAfter, tableRow } from "../markdown/table.js";
import { phaseTitleOf, plainLine, renderPhaseSection, type PhaseToAdd } from "../planning/render-phase-section.js";
import { progressRowEdits } from "../planning/roadmap-add-phases.js";
import { readPhaseDetails } from "../planning/roadmap-section.js";
import { readRoadmap } from "../planning/roadmap.js";
import type { Roadmap } from "../planning/roadmap-types.js";
import { contentEnd } from "../planning/section-end.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";

/** A milestone that begins, with its phases in order. */
export interface NewMilestone {
  readonly version: MilestoneVersion;
  /** May be empty. */
  readonly name: string;
  readonly phases: readonly PhaseToAdd[];
}

/** Renders a new `ROADMAP.md` with one milestone. (formats.md 5.1) */
export function renderRoadmap(project: string, milestone: NewMilestone): string {
  const phases = milestone.phases.map(dataOf);
  return [
    ...[`# Roadmap: ${escapeLine(project, "inside")}`.replace(/(#+)$/, "\\$1"), ""],
    ...["## Milestones", "", `- ${bulletOf(milestone)}`, ""],
    ...["## Phases", "", ...phases.map(entryOf), ""],
    ...["## Phase Details", "", ...phases.flatMap((phase) => [renderPhaseSection(phase, STYLE), ""])],
    ...["## Progress", "", ...HEADER, ...phases.map((phase) => tableRow(cellsOf(phase))), ""],
  ].join("\n");
}

const STYLE = { level: 3, colonInside: false } as const;
const HEADER = [tableRow(["Phase", "Plans Complete", "Status", "Completed"]), "|-------|----------------|--------|-----------|"];

/**
 * Returns the edits that begin a milestone in a roadmap that is there: its bullet, a line in the checklist, a section and a progress row for each phase. What comes out is
 * read again: where the phases would not be the milestone's own, they get a heading that says whose they are; `undefined` where even that does not help.
 */
export function startMilestoneEdits(source: string, path: string, milestone: NewMilestone): readonly TextEdit[] | undefined {
  const outline = outlineOf(source);
  const roadmap = readRoadmap(source, outline, path);
  const own: NewMilestone = { ...milestone, phases: milestone.phases.map(dataOf) };
  for (const isHeaded of [false, true]) {
    const edits = [...bulletEdits(source, outline, roadmap, own), ...blockEdits(source, outline, own, isHeaded), ...rowEdits(source, outline, roadmap, own)];
    if (holdsMilestone(applyEdits(source, edits), path, own, roadmap)) return edits;
  }
  return undefined;
}

/** Whether a roadmap has a milestone as it was meant: in progress, with exactly these phases and their requirements, and all others whose they were. */
export function holdsMilestone(source: string, path: string, { version, phases }: NewMilestone, before?: Roadmap): boolean {
  const outline = outlineOf(source);
  const roadmap = readRoadmap(source, outline, path);
  const mine = roadmap.milestones.find((each) => sameVersion(each.version, version));
  const isNew = (number: PhaseToAdd["number"]): boolean => phases.some((each) => samePhase(each.number, number));
  const found = roadmap.phases.filter(({ milestone, number }) => isNew(number) && (milestone === undefined || sameVersion(milestone, version)));
  const fits = phases.every((phase) => {
    const read = found.filter(({ number }) => samePhase(number, phase.number));
    const [one] = read;
    if (read.length !== 1 || one?.section === undefined || one.entry === undefined || one.row === undefined) return false;
    const { requirements, criteria, goal } = readPhaseDetails(source, outline, one.section);
    return goal !== undefined && criteria.length === phase.criteria.length && requirements.join() === phase.requirements.join();
  });
  const told = (phasesOf: Roadmap["phases"]): string => JSON.stringify(phasesOf.filter(({ number, milestone }) => !isNew(number) || (milestone !== undefined && !sameVersion(milestone, version))).map(({ number, name, milestone, entry }) => [number, name, milestone, entry?.ticked]));
  return mine?.state === "active" && fits && (before === undefined || told(before.phases) === told(roadmap.phases));
}

/** Whether a name stands in the bullet of a milestone and is read as nothing else there: no mark, no other version, no other range of phases. */
export function fitsMilestone(version: MilestoneVersion, name: string): boolean {
  const number = parsePhaseNumber("1");
  const phases = number === undefined ? [] : [{ number, name: "One", goal: "One", dependsOn: [], requirements: [], criteria: ["One"], gapClosure: undefined }];
  const text = renderRoadmap("One", { version, name, phases });
  const { milestones, problems } = readRoadmap(text, outlineOf(text), "ROADMAP.md");
  const [own] = milestones;
  return milestones.length === 1 && problems.length === 0 && own !== undefined && sameVersion(own.version, version) && own.state === "active" && own.phases.length === 1;
}

/** What agents wrote is data: nothing in it opens or closes what stands around it. */
function dataOf(phase: PhaseToAdd): PhaseToAdd {
  return { ...phase, name: escapeLine(plainLine(phase.name), "inside"), goal: escapeLine(phase.goal, "inside"), criteria: phase.criteria.map((line) => escapeLine(line, "inside")) };
}

function bulletOf({ version, name, phases }: NewMilestone): string {
  const numbers = phases.filter(({ number }) => isNumericPhase(number)).map(({ number }) => formatPhaseNumber(number));
  return `🚧 **${plainLine(`${version} ${name}`)}** - Phases ${numbers[0] ?? ""}-${numbers.at(-1) ?? ""} (in progress)`;
}

function entryOf(phase: PhaseToAdd): string {
  return `- [ ] **${phaseTitleOf(phase)}** - ${phase.goal === "" ? phase.name : plainLine(phase.goal)}`;
}

function cellsOf({ number, name }: PhaseToAdd): readonly string[] {
  return [`${formatPhaseNumber(number)}. ${name}`, "0/0", "Not started", "-"];
}

/** The bullet that the milestone has says now that it is in progress; else it stands behind those of the others. */
function bulletEdits(source: string, outline: Outline, roadmap: Roadmap, milestone: NewMilestone): TextEdit[] {
  const text = bulletOf(milestone);
  const itemAt = (mention: { readonly start: number }) => outline.items.find(({ content }) => content.start === mention.start);
  const own = roadmap.milestones.find(({ version }) => sameVersion(version, milestone.version))?.mentions.find((mention) => itemAt(mention) !== undefined);
  if (own !== undefined) return [{ start: own.start, end: own.end, text }];
  const eol = lineEndingOf(source);
  const last = roadmap.milestones.flatMap(({ mentions }) => mentions.flatMap((mention) => itemAt(mention) ?? [])).sort((a, b) => a.range.end - b.range.end).at(-1);
  if (last !== undefined) return [{ start: last.range.end, end: last.range.end, text: `${eol}${source.slice(last.bullet.start, last.bullet.end)} ${text}` }];
  const heading = findHeading(outline, source, (title) => /^milestones$/i.test(title));
  if (heading !== undefined) {
    const end = contentEnd(source, outline, sectionOf(source, outline, heading));
    return [{ start: end, end, text: `${eol}${eol}- ${text}` }];
  }
  const first = outline.headings.find(({ level }) => level === 2);
  const part = `## Milestones${eol}${eol}- ${text}${eol}`;
  return first === undefined ? [atEnd(source, part)] : [{ start: first.range.start, end: first.range.start, text: `${part}${eol}` }];
}

/** The checklist and the sections, each at the end of its part; a part that is missing is made. */
function blockEdits(source: string, outline: Outline, milestone: NewMilestone, isHeaded: boolean): TextEdit[] {
  const eol = lineEndingOf(source);
  const head = isHeaded ? `### 🚧 ${plainLine(`${milestone.version} ${milestone.name}`)} (In Progress)${eol}${eol}` : "";
  const entries = milestone.phases.map(entryOf).join(eol);
  const sections = milestone.phases.map((phase) => renderPhaseSection(phase, STYLE).replaceAll("\n", eol)).join(`${eol}${eol}`);
  const behind = findHeading(outline, source, (title, { level }) => level === 2 && /^(?:progress|backlog)\b/i.test(title));
  return [
    blockEdit(source, outline, { title: "Phases", text: `${head}${entries}`, behind, isList: !isHeaded }),
    blockEdit(source, outline, { title: "Phase Details", text: `${head}${sections}`, behind, isList: false }),
  ];
}

interface Block {
  readonly title: string;
  readonly text: string;
  /** What a part that is made stands before. */
  readonly behind: Heading | undefined;
  /** It goes on a list that stands there. */
  readonly isList: boolean;
}

function blockEdit(source: string, outline: Outline, { title, text, behind, isList }: Block): TextEdit {
  const eol = lineEndingOf(source);
  const heading = findHeading(outline, source, (each, { level }) => level === 2 && each.trim().toLowerCase() === title.toLowerCase());
  if (heading !== undefined) {
    const end = contentEnd(source, outline, sectionOf(source, outline, heading));
    const goesOn = isList && outline.items.some((item) => item.range.end === end);
    return { start: end, end, text: `${goesOn ? eol : `${eol}${eol}`}${text}` };
  }
  const part = `## ${title}${eol}${eol}${text}${eol}`;
  return behind === undefined ? atEnd(source, part) : { start: behind.range.start, end: behind.range.start, text: `${part}${eol}` };
}

/** In the style of the rows that are there; in the table of progress where it has none yet; else in a table of their own. */
function rowEdits(source: string, outline: Outline, roadmap: Roadmap, { version, phases }: NewMilestone): TextEdit[] {
  const rows = progressRowEdits(source, roadmap.phases, { version, atEnd: true }, phases);
  if (rows.length > 0) return rows;
  const table = outline.tables.find((each) => columnOf(source, each, "Phase") !== undefined && columnOf(source, each, "Status") !== undefined);
  if (table !== undefined) {
    const columns = [columnOf(source, table, "Phase"), columnOf(source, table, "Plans Complete", "Plans"), columnOf(source, table, "Status"), columnOf(source, table, "Completed", "Completed On", "Date")];
    const milestone = columnOf(source, table, "Milestone");
    return phases.map((phase) => rowAfter(source, table, table.header.cells.map((_, column) => (column === milestone ? version : (cellsOf(phase)[columns.indexOf(column)] ?? "")))));
  }
  const eol = lineEndingOf(source);
  return [atEnd(source, `## Progress${eol}${eol}${[...HEADER, ...phases.map((phase) => tableRow(cellsOf(phase)))].join(eol)}${eol}`)];
}

function atEnd(source: string, part: string): TextEdit {
  const eol = lineEndingOf(source);
  return { start: source.length, end: source.length, text: `${source === "" || /[\r\n]$/.test(source) ? "" : eol}${source.trim() === "" ? "" : eol}${part}` };
}

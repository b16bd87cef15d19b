import { compareVersions, type MilestoneVersion, versionsIn } from "../ids/version.js";
import type { Outline, Table } from "../markdown/outline.js";
import { outlineOf } from "../markdown/outline-of.js";
import { findHeading, sectionOf } from "../markdown/section.js";
import { columnOf, rowAfter, tableRow } from "../markdown/table.js";
import type { NewRequirement } from "../planning/project-idea.js";
import { byCategory } from "../planning/render-project.js";
import { requirementEdits } from "../planning/requirement-edits.js";
import { placeRequirements } from "../planning/requirement-place.js";
import { contentEnd } from "../planning/section-end.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";

/** Which phases meet which requirements from now on. */
export interface RequirementAssignment {
  readonly version: MilestoneVersion;
  /** By phase, as people write it. */
  readonly phases: readonly { readonly phase: string; readonly requirements: readonly string[] }[];
  /** Requirements that are to be added to the file, among those of the phases. */
  readonly added: readonly NewRequirement[];
}

/**
 * Returns the edits of `REQUIREMENTS.md` that give requirements to their phases: cells of the table of traceability, rows where there are none, a box for those that had
 * none, and a part `## v1.1 Requirements` for those that are new.
 */
export function assignRequirementsEdits(source: string, { version, phases, added }: RequirementAssignment): readonly TextEdit[] {
  const outline = outlineOf(source);
  const places = placeRequirements(source, outline);
  const all = phases.flatMap(({ phase, requirements }) => requirements.map((id) => ({ id, phase })));
  const cells = phases.flatMap(({ phase, requirements }) => requirementEdits(source, requirements, { phase: `Phase ${phase}` }).edits);
  const boxes = places.definitions.flatMap(({ id, ticked, offset }) => {
    const item = outline.items.find(({ bullet }) => bullet.start === offset);
    return item === undefined || ticked !== undefined || !all.some((each) => each.id.toUpperCase() === id.toUpperCase()) ? [] : [{ start: item.content.start, end: item.content.start, text: "[ ] " }];
  });
  const rows = all.filter(({ id }) => !places.rows.has(id.toUpperCase()));
  return [...cells, ...boxes, ...addedEdits(source, outline, version, added), ...rowEdits(source, outline, rows)];
}

/** At the end of the version's own part, else as a part before those of later versions and what is out of scope. */
function addedEdits(source: string, outline: Outline, version: MilestoneVersion, added: readonly NewRequirement[]): TextEdit[] {
  if (added.length === 0) return [];
  const eol = lineEndingOf(source);
  const text = byCategory(added, "- [ ] ").join(eol);
  const titled = (test: (title: string) => boolean) => findHeading(outline, source, (title, { level }) => level === 2 && test(title));
  const own = titled((title) => /requirements/i.test(title) && versionsIn(title).some((each) => compareVersions(each, version) === 0));
  if (own !== undefined) {
    const end = contentEnd(source, outline, sectionOf(source, outline, own));
    return [{ start: end, end, text: `${eol}${text}` }];
  }
  const behind = titled((title) => versionsIn(title).some((each) => compareVersions(each, version) > 0) || /^(?:out of scope|future|later|deferred|traceability|coverage)\b/i.test(title));
  const part = `## ${version} Requirements${eol}${text}${eol}`;
  if (behind !== undefined) return [{ start: behind.range.start, end: behind.range.start, text: `${part}${eol}` }];
  return [{ start: source.length, end: source.length, text: `${source === "" || /[\r\n]$/.test(source) ? "" : eol}${eol}${part}` }];
}

function rowEdits(source: string, outline: Outline, rows: readonly { readonly id: string; readonly phase: string }[]): TextEdit[] {
  if (rows.length === 0) return [];
  const table = outline.tables.find((each) => requirementColumn(source, each) !== undefined && columnOf(source, each, "Phase", "Phases") !== undefined);
  const eol = lineEndingOf(source);
  if (table === undefined) {
    const lines = ["## Traceability", "", tableRow(["Requirement", "Phase", "Status"]), "|-------------|-------|--------|", ...rows.map(({ id, phase }) => tableRow([id, `Phase ${phase}`, "Pending"])), ""];
    return [{ start: source.length, end: source.length, text: `${/[\r\n]$/.test(source) ? "" : eol}${eol}${lines.join(eol)}` }];
  }
  const [requirement, phase, status] = [requirementColumn(source, table), columnOf(source, table, "Phase", "Phases"), columnOf(source, table, "Status")];
  return rows.map((row) => rowAfter(source, table, table.header.cells.map((_, column) => (column === requirement ? row.id : column === phase ? `Phase ${row.phase}` : column === status ? "Pending" : ""))));
}

function requirementColumn(source: string, table: Table): number | undefined {
  return columnOf(source, table, "Requirement", "Requirements", "Requirement ID", "Req ID", "Req", "ID");
}

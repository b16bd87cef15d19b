import { outlineOf } from "../markdown/outline-of.js";
import { cellEdit, cellText } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import { placeRequirements, type RequirementPlaces, type TraceabilityRow } from "./requirement-place.js";

/** What changes of requirements; an absent key leaves everything that tells it. */
export interface RequirementChange {
  readonly ticked?: boolean;
  /** The word for the table of traceability. */
  readonly status?: "Pending" | "In Progress" | "Complete";
  /** The text for the phase cell. */
  readonly phase?: string;
}

/** The edits for some requirements, and those that were left alone. */
export interface RequirementEdits {
  readonly edits: readonly TextEdit[];
  /** Not in the file. */
  readonly unknown: readonly string[];
  /** Not ticked and not completed, because their row says `Blocked` or `Gaps Found`: both places stay as they are. */
  readonly blocked: readonly string[];
}

/**
 * Returns the edits that tick, untick and restate requirements. Ids match whatever their case.
 *
 * A row that several requirements share is completed only when all of them are ticked then, and is reopened when one is.
 */
export function requirementEdits(source: string, ids: readonly string[], change: RequirementChange): RequirementEdits {
  const places = placeRequirements(source, outlineOf(source));
  const keys = [...new Set(ids.map((id) => id.toUpperCase()))];
  const completing = change.ticked === true || change.status === "Complete";
  const blocked = keys.filter((key) => completing && isBlocked(source, places.rows.get(key)));
  const known = keys.filter((key) => places.rows.has(key) || places.definitions.some(({ id }) => id.toUpperCase() === key));
  const chosen = new Set(known.filter((key) => !blocked.includes(key)));
  const rows = new Set([...chosen].flatMap((key) => places.rows.get(key) ?? []));
  return {
    edits: [...tickEdits(source, places, chosen, change.ticked), ...[...rows].flatMap((row) => rowEdits(source, places, row, chosen, change))],
    unknown: keys.filter((key) => !known.includes(key)),
    blocked,
  };
}

function isBlocked(source: string, row: TraceabilityRow | undefined): boolean {
  return row?.status !== undefined && /\b(?:blocked|gaps found)\b/i.test(cellText(source, row.status));
}

function tickEdits(source: string, { definitions }: RequirementPlaces, chosen: ReadonlySet<string>, ticked: boolean | undefined): TextEdit[] {
  if (ticked === undefined) return [];
  const first = definitions.filter(({ id }, index) => definitions.findIndex((each) => each.id.toUpperCase() === id.toUpperCase()) === index);
  return first.flatMap(({ id, mark, ticked: before }) => (mark === undefined || before === ticked || !chosen.has(id.toUpperCase()) ? [] : [{ ...mark, text: ticked ? "x" : " " }]));
}

function rowEdits(source: string, places: RequirementPlaces, row: TraceabilityRow, chosen: ReadonlySet<string>, change: RequirementChange): TextEdit[] {
  const ticked = (key: string): boolean => chosen.has(key) || places.definitions.some((each) => each.id.toUpperCase() === key && each.ticked === true);
  const restate = change.status !== undefined && (change.status !== "Complete" || row.ids.every(ticked));
  const cells = [
    { column: row.statusColumn, text: restate ? change.status : undefined },
    { column: row.phaseColumn, text: row.ids.every((key) => chosen.has(key)) ? change.phase : undefined },
  ];
  return cells.flatMap(({ column, text }) => {
    const cell = column === undefined ? undefined : row.row.cells[column];
    if (column === undefined || text === undefined || (cell !== undefined && cellText(source, cell) === text)) return [];
    return cellEdit(source, row.table, row.row, column, text) ?? [];
  });
}

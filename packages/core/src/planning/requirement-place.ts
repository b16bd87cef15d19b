import type { ListItem, Outline, Table, TableRow } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Range } from "../text/range.js";
import { requirementsIn } from "./requirement-ids.js";

/** Where a requirement is defined. */
export interface RequirementPlace {
  readonly id: string;
  readonly text: string;
  readonly ticked: boolean | undefined;
  /** The character in its box. */
  readonly mark: Range | undefined;
  readonly section: string | undefined;
  readonly category: string | undefined;
  readonly offset: number;
}

/** The row of a table of traceability that tells of a requirement, alone or with others. */
export interface TraceabilityRow {
  readonly table: Table;
  readonly row: TableRow;
  /** In capital letters. */
  readonly ids: readonly string[];
  readonly statusColumn: number | undefined;
  readonly phaseColumn: number | undefined;
  readonly status: Range | undefined;
  readonly phase: Range | undefined;
}

/** Where everything stands in `REQUIREMENTS.md`; reading and editing share it. */
export interface RequirementPlaces {
  /** In the order of the document. */
  readonly definitions: readonly RequirementPlace[];
  /** By id in capital letters: the row with the fewest ids in it. */
  readonly rows: ReadonlyMap<string, TraceabilityRow>;
}

/** An id at the start, with or without bold, brackets, strikethrough and backticks, and what parts it from its text. */
const DEFINITION = /^(?:\[([ xX])\]\s+)?[*_~`[(]*([A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*-\d+[a-z]?)[*_~`\])]*(?:\s*[:：][*_~]*\s*|\s+[-–—]\s+|\s+|$)(.*)$/s;

/** Finds the requirements and their rows. What stands in code, comments and quotations is none. */
export function placeRequirements(source: string, outline: Outline): RequirementPlaces {
  const headings = outline.headings.flatMap((heading) => define(source, outline, heading.text, undefined, heading.level));
  const items = outline.items.flatMap((item) => define(source, outline, item.content, item, 7));
  const definitions = [...headings, ...items].sort((a, b) => a.offset - b.offset);
  const rows = new Map<string, TraceabilityRow>();
  for (const row of outline.tables.flatMap((table) => traceabilityRows(source, table))) {
    for (const id of row.ids) if (row.ids.length < (rows.get(id)?.ids.length ?? Infinity)) rows.set(id, row);
  }
  return { definitions, rows };
}

function define(source: string, outline: Outline, content: Range, item: ListItem | undefined, own: number): RequirementPlace[] {
  const line = source.slice(content.start, content.end);
  const match = DEFINITION.exec(line);
  const [, boxed, id, text = ""] = match ?? [];
  if (id === undefined) return [];
  // `AUTH-01, AUTH-02` at the start of an item is a list of ids, and no definition.
  const plain = item !== undefined && item.checkbox === undefined && !/^[*_~`[(]/.test(line);
  if (plain && !/[:：–—]/.test(line.slice(id.length, id.length + 3))) return [];
  const box = item?.checkbox;
  const mark = box !== undefined ? { start: box.range.start + 1, end: box.range.end - 1 } : boxed === undefined ? undefined : { start: content.start + 1, end: content.start + 2 };
  const [section, category] = [2, 3].map((level) => (level < own ? headingAbove(source, outline, content.start, level) : undefined));
  return [{ id, text: text.trim(), ticked: mark === undefined ? undefined : /[xX]/.test(source.slice(mark.start, mark.end)), mark, section, category, offset: item?.bullet.start ?? content.start }];
}

/** A heading of a higher level ends what stands below one of a lower. */
function headingAbove(source: string, outline: Outline, offset: number, level: number): string | undefined {
  const above = outline.headings.filter((heading) => heading.range.end <= offset && heading.level <= level).at(-1);
  return above?.level === level ? source.slice(above.text.start, above.text.end) : undefined;
}

function traceabilityRows(source: string, table: Table): TraceabilityRow[] {
  const requirement = columnOf(source, table, "Requirement", "Requirements", "Requirement ID", "Req ID", "Req", "ID");
  const [statusColumn, phaseColumn] = [columnOf(source, table, "Status"), columnOf(source, table, "Phase", "Phases")];
  if (requirement === undefined || (statusColumn === undefined && phaseColumn === undefined)) return [];
  return table.rows.flatMap((row) => {
    const cell = row.cells[requirement];
    const text = cell === undefined ? "" : cellText(source, cell);
    const ids = [...new Set([...requirementsIn(text), ...requirementsIn(text.toUpperCase())].map((id) => id.toUpperCase()))];
    const at = (column: number | undefined): Range | undefined => (column === undefined ? undefined : row.cells[column]);
    return ids.length === 0 ? [] : [{ table, row, ids, statusColumn, phaseColumn, status: at(statusColumn), phase: at(phaseColumn) }];
  });
}

import { parsePhaseNumber, phaseKey, type PhaseNaming } from "../ids/phase-number.js";
import { sameVersion, versionsIn, type MilestoneVersion } from "../ids/version.js";
import type { Outline } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import { quote, type Finding } from "./problems.js";
import type { ProgressRow } from "./roadmap-types.js";

/** A row of a progress table and whose it is. */
export interface KeyedRow extends ProgressRow {
  readonly key: string;
  readonly milestone: MilestoneVersion | undefined;
}

/** Finds the rows of the progress tables: those with a column for the phase and one for plans or status. */
export function readProgressRows(source: string, outline: Outline, naming: PhaseNaming, findings: Finding[]): KeyedRow[] {
  return outline.tables.flatMap((table) => {
    const phase = columnOf(source, table, "Phase");
    if (phase === undefined || (columnOf(source, table, "Plans Complete", "Plans") ?? columnOf(source, table, "Status")) === undefined) return [];
    const milestone = columnOf(source, table, "Milestone");
    return table.rows.flatMap((row): KeyedRow[] => {
      const cell = row.cells[phase];
      const key = cell === undefined ? undefined : rowKey(cellText(source, cell), naming);
      if (key === undefined) return [];
      if (row.cells.length !== table.header.cells.length) {
        findings.push({ code: "progress-row-cells", offset: row.range.start, message: `The row ${quote(source.slice(row.range.start, row.range.end))} has ${String(row.cells.length)} cells where the table has ${String(table.header.cells.length)} columns.`, remedy: "Write a pipe that belongs to a cell as \\|." });
      }
      const owner = milestone === undefined ? undefined : row.cells[milestone];
      return [{ table, row, key, milestone: owner === undefined ? undefined : versionsIn(cellText(source, owner))[0] }];
    });
  });
}

/** `5. Security`, `5 Security`, `Phase 5: Security` and `5` are rows of phase 5. */
function rowKey(text: string, naming: PhaseNaming): string | undefined {
  const spelled = /^(?:\*\*)?(?:Phase\s+)?([A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*)(?=\.?\s|[.:：]|\*\*|$)/i.exec(text)?.[1];
  const number = spelled === undefined ? undefined : parsePhaseNumber(spelled, naming);
  return number === undefined || (!/\d/.test(number) && naming !== "custom") ? undefined : phaseKey(number);
}

/** Picks the row of a phase: of its own milestone where rows say whose they are; none where two phases could claim it. */
export function pickRow(rows: readonly KeyedRow[], milestone: MilestoneVersion | undefined, shared: boolean, spans: readonly { readonly start: number; readonly end: number }[]): ProgressRow | undefined {
  const named = rows.filter((row) => row.milestone !== undefined && milestone !== undefined && sameVersion(row.milestone, milestone));
  const inside = rows.filter((row) => row.milestone === undefined && spans.some((span) => row.row.range.start >= span.start && row.row.range.end <= span.end));
  const free = rows.filter((row) => row.milestone === undefined || milestone === undefined);
  return named[0] ?? inside[0] ?? (shared ? undefined : free[0]);
}

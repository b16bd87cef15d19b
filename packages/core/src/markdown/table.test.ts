import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import type { Table } from "./outline.js";
import { scanOutline } from "./scan-outline.js";
import { cellEdit, cellText, columnOf, rowAfter } from "./table.js";

function tableOf(source: string): Table {
  const table = scanOutline(source).tables[0];
  if (table === undefined) throw new Error(`no table in ${JSON.stringify(source)}`);
  return table;
}

function setCell(source: string, row: number, column: number, text: string): string {
  const table = tableOf(source);
  const target = table.rows[row];
  const edit = target && cellEdit(source, table, target, column, text);
  return edit === undefined ? source : applyEdits(source, [edit]);
}

function readCells(source: string): string[][] {
  return tableOf(source).rows.map((row) => row.cells.map((cell) => cellText(source, cell)));
}

const progress = "| Phase | Milestone | Plans | Status | Date |\n|-------|-----------|-------|--------|------|\n| 1. A \\| B | v1.0 | 0/3 | Not started | - |\n| 10. C | v1.0 | 0/3 | Planned | - |\n";

describe("columnOf", () => {
  it("finds a column by one of its names", () => {
    const table = tableOf(progress);
    expect([columnOf(progress, table, "plans complete", "PLANS"), columnOf(progress, table, "status"), columnOf(progress, table, "owner")]).toEqual([2, 3, undefined]);
  });
});

describe("cellEdit", () => {
  it.each([
    ["a cell behind an extra column", progress, 0, 3, "Complete", "Not started", "Complete"],
    ["a row with an escaped pipe", progress, 0, 2, "3/3", "0/3", "3/3"],
    ["CRLF", progress.replaceAll("\n", "\r\n"), 1, 3, "Complete", "Planned", "Complete"],
    ["a byte order mark", `\uFEFF${progress}`, 0, 3, "Complete", "Not started", "Complete"],
    ["no final newline", progress.trimEnd(), 1, 4, "2026-01-02", "- |\n| 10. C | v1.0 | 0/3 | Planned | -", "- |\n| 10. C | v1.0 | 0/3 | Planned | 2026-01-02"],
    ["an example in a fence before the table", `\`\`\`\n${progress}\`\`\`\n\n| A |\n|---|\n| old |\n`, 0, 0, "new", "| old |", "| new |"],
    ["a code span with a pipe", "| A | B |\n|---|---|\n| `a\\|b` | old |\n", 0, 1, "new", "old", "new"],
    ["no outer pipes", "A | B\n--|--\na | old", 0, 1, "new", "old", "new"],
    ["an empty cell", "| A | B |\n|---|---|\n| a |  |\n", 0, 1, "new", "|  |", "| new |"],
    ["an empty cell of one blank", "| A | B |\n|---|---|\n| a | |\n", 0, 1, "new", "a | |", "a | new |"],
    ["an empty cell without blanks", "|A|B|\n|-|-|\n|a||\n", 0, 1, "new", "|a||", "|a| new |"],
    ["cells without blanks", "|A|B|\n|-|-|\n|a|old|\n", 0, 1, "new", "old", "new"],
    ["a cell that is missing", "| A | B | C |\n|---|---|---|\n| a |\n", 0, 2, "new", "| a |", "| a | | new |"],
    ["a missing cell without outer pipes", "A | B | C\n--|--|--\na\n", 0, 2, "new", "\na\n", "\na | | new\n"],
    ["a pipe in the text", "| A |\n|---|\n| old |\n", 0, 0, "a|b", "old", "a\\|b"],
    ["a newline in the text", "| A |\n|---|\n| old |\n", 0, 0, "a\r\n b", "old", "a b"],
    ["a backslash at the end, without blanks", "|A|B|\n|-|-|\n|old|b|\n", 0, 0, "a\\", "old", "a\\ "],
    ["a text that would start a list", "A | B\n--|--\nold | b\n", 0, 0, "- a", "old", "| - a"],
    ["more cells than columns", "| A |\n|---|\n| a | old |\n", 0, 1, "new", "old", "new"],
  ])("changes one cell: %s", (_, input, row, column, text, old, now) => {
    expect(setCell(input, row, column, text)).toBe(input.replace(old, () => now));
  });

  it("has no edit for a column that the table has not", () => {
    expect(setCell(progress, 0, 5, "x")).toBe(progress);
    expect(setCell(progress, 0, -1, "x")).toBe(progress);
  });

  const text = fc.array(fc.constantFrom("a", "|", "\\", "`", " ", "-", "#", ">", "1.", "é", "$&", "<!--"), { maxLength: 6 }).map((parts) => parts.join("").trim());
  const row = fc.constantFrom("| a | b | c |", "a | b | c", "|a|b|c|", "| a |", "|", "||", "| | | |", "| a \\| x | `b\\|c` | \\\\", "  | a | b", "a|", "| a | b | c | d |  ");

  it("is read back as it was set, and leaves the other cells alone", () => {
    fc.assert(
      fc.property(row, fc.nat(2), text, fc.constantFrom("\n", "\r\n"), (line, column, value, ending) => {
        const source = ["| A | B | C |", "|---|---|---|", line, "| x | y | z |"].join(ending);
        const before = readCells(source);
        const after = readCells(setCell(source, 0, column, value));
        expect(after[0]?.[column]).toBe(value);
        expect(after.slice(1)).toEqual(before.slice(1));
        expect(after[0]?.filter((_, index) => index !== column && index < (before[0]?.length ?? 0))).toEqual(before[0]?.filter((_, index) => index !== column));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("rowAfter", () => {
  it.each([
    ["| A | B |\n|---|---|\n| a | b |\n\ntext\n", ["c", "d"], "| a | b |", "| a | b |\n| c | d |"],
    ["| A | B |\r\n|---|---|\r\n| a | b |", ["c", "d"], "| a | b |", "| a | b |\r\n| c | d |"],
    ["| A | B |\n|---|---|\n", ["c", "d|e"], "|---|---|", "|---|---|\n| c | d\\|e |"],
    ["|A|B|\n|-|-|\n|a|b|\n", ["c"], "|a|b|", "|a|b|\n|c||"],
    ["A | B\n--|--\na | b\n", ["c", "d"], "a | b", "a | b\nc | d"],
    ["A | B\n--|--\na | b\n", ["- c", ""], "a | b", "a | b\n| - c | |"],
    ["\uFEFF| A |\n|---|", ["c"], "|---|", "|---|\n| c |"],
    ["  | A |\n  |---|\n  | a |\n", ["c"], "  | a |", "  | a |\n  | c |"],
  ])("adds a row to %j", (input, cells, old, now) => {
    expect(applyEdits(input, [rowAfter(input, tableOf(input), cells)])).toBe(input.replace(old, () => now));
  });

  it("adds a row that is read back", () => {
    const cell = fc.array(fc.constantFrom("a", "|", "\\", "-", "#", " ", "1."), { maxLength: 4 }).map((parts) => parts.join("").trim());
    const table = fc.constantFrom("| A | B |\n|---|---|\n| x | y |\n", "A | B\n--|--\nx | y", "|A|B|\r\n|-|-|\r\n", "| A | B |\n|---|---|\n| x |\n");
    fc.assert(
      fc.property(table, fc.tuple(cell, cell), (source, cells) => {
        const edited = applyEdits(source, [rowAfter(source, tableOf(source), cells)]);
        expect(readCells(edited)).toEqual([...readCells(source), cells]);
      }),
    );
  });
});

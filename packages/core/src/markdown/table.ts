import type { TextEdit } from "../text/edit.js";
import type { Range } from "../text/range.js";
import type { Table, TableRow } from "./outline.js";
import { includeIndent, lineEndAt, trimBlanks } from "./span.js";

/** Returns the index of the first column whose header is one of the names; upper and lower case are alike. */
export function columnOf(source: string, table: Table, ...names: readonly string[]): number | undefined {
  const wanted = names.map((name) => name.trim().toLowerCase());
  const index = table.header.cells.findIndex((cell) => wanted.includes(cellText(source, cell).toLowerCase()));
  return index === -1 ? undefined : index;
}

/** Returns a cell's text with its pipes freed of their backslashes. */
export function cellText(source: string, cell: Range): string {
  return source
    .slice(cell.start, cell.end)
    .replace(/(\\+)\|/g, (_, slashes: string) => `${"\\".repeat((slashes.length - 1) / 2)}|`)
    .trim();
}

/**
 * Returns the edit that sets one cell of a row; undefined where the table has no such column.
 *
 * Other cells stay as they are, byte for byte; a row with fewer cells gets those that are missing.
 */
export function cellEdit(source: string, table: Table, row: TableRow, column: number, text: string): TextEdit | undefined {
  const cell = row.cells[column];
  const value = escapeCell(text);
  if (cell === undefined) return column >= 0 && column < table.header.cells.length ? appendCells(source, row, column, value) : undefined;
  const glued = cell.start === cell.end && value !== "";
  const first = cell.start === row.range.start && !startsText(value);
  const last = value === "" && column === row.cells.length - 1 && !isClosed(source, row);
  const before = first ? "| " : glued && isPipe(source, cell.start - 1) ? " " : "";
  const after = last ? "|" : (glued || value.endsWith("\\")) && isPipe(source, cell.end) ? " " : "";
  return { start: cell.start, end: cell.end, text: `${before}${value}${after}` };
}

/** Returns the edit that adds a row after one of the table's rows, its last one unless told, with the pipes, blanks and line ending of the table. */
export function rowAfter(source: string, table: Table, cells: readonly string[], after?: TableRow): TextEdit {
  const model = after ?? table.rows.at(-1) ?? table.header;
  const values = table.header.cells.map((_, index) => escapeCell(cells[index] ?? ""));
  const opened = isPipe(source, model.range.start);
  const tight = opened && !isBlank(source[model.range.start + 1]);
  const padded = values.map((value) => (tight && !value.endsWith("\\") ? value : value === "" ? " " : ` ${value} `)).join("|");
  const closed = isClosed(source, model) || values.at(-1) === "";
  const line = opened || !startsText(values[0] ?? "") ? `|${padded}` : padded.trimStart();
  const indent = source.slice(includeIndent(source, model.range.start), model.range.start);
  const end = after === undefined || after === table.rows.at(-1) ? table.range.end : lineEndAt(source, after.range.end);
  return { start: end, end, text: `${endingAfter(source, table.header)}${indent}${closed ? `${line}|` : line.trimEnd()}` };
}

/** Returns a row of a new table, with what its cells say; a cell that says nothing has one blank. */
export function tableRow(cells: readonly string[]): string {
  return `|${cells.map((cell) => ` ${escapeCell(cell)} `.replace(/^ {2}$/, " ")).join("|")}|`;
}

/** A pipe after an even number of backslashes would divide, so these are doubled and the pipe gets its own. */
function escapeCell(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, " ")
    .trim()
    .replace(/(\\*)\|/g, (_, slashes: string) => `${slashes}${slashes}\\|`);
}

function appendCells(source: string, row: TableRow, column: number, value: string): TextEdit {
  const { start, end } = trimBlanks(source, row.range.start, row.range.end);
  const missing = Array.from({ length: column - row.cells.length + 1 }, (_, index) => (index === column - row.cells.length ? value : ""));
  const padded = missing.map((each) => (each === "" ? " " : ` ${each} `));
  // A row of one pipe has one empty cell, and that pipe stands before it.
  if (isClosed(source, row)) return { start: end, end, text: `${end - start === 1 ? " |" : ""}${padded.join("|")}|` };
  const line = ` |${padded.join("|")}`;
  return { start: end, end, text: value === "" ? `${line}|` : line.trimEnd() };
}

/** Tells whether a text can stand at the start of a line without being taken for a list, a quotation or the like. */
function startsText(value: string): boolean {
  return /^\p{L}/u.test(value);
}

function isClosed(source: string, row: TableRow): boolean {
  const { start, end } = trimBlanks(source, row.range.start, row.range.end);
  const slashes = /\\*$/.exec(source.slice(start, end - 1))?.[0].length ?? 0;
  return isPipe(source, end - 1) && slashes % 2 === 0;
}

function isPipe(source: string, offset: number): boolean {
  return source[offset] === "|";
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function endingAfter(source: string, row: TableRow): string {
  const end = lineEndAt(source, row.range.end);
  return source.startsWith("\r\n", end) ? "\r\n" : (source[end] ?? "\n");
}

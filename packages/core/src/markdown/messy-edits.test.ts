import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { checkboxEdit } from "./checkbox.js";
import { detailsOf } from "./details.js";
import { fieldEdit, readFields } from "./field.js";
import { messyDocument } from "./fixtures/messy-document.js";
import { frontMatterEdit } from "./front-matter-edit.js";
import { readFrontMatter } from "./front-matter.js";
import { scanOutline } from "./scan-outline.js";
import { cellEdit, cellText, rowAfter } from "./table.js";
import { findTags } from "./tags.js";
import { parseYamlFrontMatter } from "./yaml-front-matter.js";

const value = fc.constantFrom("new", "- x", "a|b", "", "\\", "# h", "1. x", "> q", "```", "<div>", "a\\|", "|");

/** The texts of all cells: by table, row (the header first) and column. */
function allCells(source: string): string[][][] {
  return scanOutline(source).tables.map((table) => [table.header, ...table.rows].map((row) => row.cells.map((cell) => cellText(source, cell))));
}

function allFields(source: string): string[] {
  return readFields(source, scanOutline(source), { start: 0, end: source.length }).map(({ value: { start, end } }) => source.slice(start, end));
}

it("a cell that is set in a messy document is read back, and all others stay", () => {
  fc.assert(
    fc.property(messyDocument, value, (source, text) => {
      const before = allCells(source);
      for (const [index, table] of scanOutline(source).tables.entries()) {
        for (const [rowIndex, row] of table.rows.entries()) {
          const column = (rowIndex + source.length) % table.header.cells.length;
          const edit = cellEdit(source, table, row, column, text);
          const expected = structuredClone(before);
          const cells = expected[index]?.[rowIndex + 1] ?? [];
          while (cells.length < column) cells.push("");
          cells[column] = text;
          expect(edit && allCells(applyEdits(source, [edit]))).toEqual(expected);
        }
      }
    }),
    { numRuns: 3000 },
  );
});

it("a row that is added to a messy document is read back, and all others stay", () => {
  fc.assert(
    fc.property(messyDocument, value, (source, text) => {
      for (const [index, table] of scanOutline(source).tables.entries()) {
        const expected = allCells(source);
        const cells = table.header.cells.map(() => text);
        expected[index]?.push(cells);
        expect(allCells(applyEdits(source, [rowAfter(source, table, cells)]))).toEqual(expected);
      }
    }),
    { numRuns: 3000 },
  );
});

it("a mark that is set in a messy document is the only one that changes", () => {
  fc.assert(
    fc.property(messyDocument, (source) => {
      const { items } = scanOutline(source);
      const marks = items.map((item) => item.checkbox?.mark);
      for (const [index, item] of items.entries()) {
        if (item.checkbox === undefined) continue;
        const edited = applyEdits(source, [checkboxEdit(item, "~")]);
        expect(scanOutline(edited).items.map(({ checkbox }) => checkbox?.mark)).toEqual(marks.with(index, "~"));
      }
    }),
    { numRuns: 2000 },
  );
});

it("a field that is set in a messy document is the only one that changes", () => {
  fc.assert(
    fc.property(messyDocument, (source) => {
      const values = allFields(source);
      for (const [index, field] of readFields(source, scanOutline(source), { start: 0, end: source.length }).entries()) {
        expect(allFields(applyEdits(source, [fieldEdit(field, "new value")]))).toEqual(values.with(index, "new value"));
      }
    }),
    { numRuns: 2000 },
  );
});

it("a key that is set in a messy document is read back", () => {
  fc.assert(
    fc.property(messyDocument, value, (source, text) => {
      const edits = frontMatterEdit(source, "wave", text);
      expect(edits.length > 0).toBe(!readFrontMatter(source).isUnclosed);
      if (edits.length > 0) expect(readFrontMatter(applyEdits(source, edits)).entries.get("wave")?.value).toMatchObject({ kind: "scalar", text });
    }),
    { numRuns: 2000 },
  );
});

it("every reader has an answer for every messy document, with places inside it and in order", () => {
  fc.assert(
    fc.property(messyDocument, (source) => {
      const places = [detailsOf(source, scanOutline(source)), findTags(source, "details"), findTags(source, "task"), findTags(source, "b"), findTags(source, "objective")];
      for (const found of places) {
        const starts = found.map(({ range }) => range.start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        expect(found.every(({ range, open }) => source.startsWith("<", open.start) && range.start === open.start && open.end <= range.end && range.end <= source.length)).toBe(true);
      }
      expect(parseYamlFrontMatter(source, "a.md").value === undefined).toBe(readFrontMatter(source).range === undefined);
    }),
    { numRuns: 2000 },
  );
});

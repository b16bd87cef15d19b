import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineEndingOf, linesOf, positionAt } from "./lines.js";

const anyLines = fc.array(fc.constantFrom("a", "", "😀", "\n", "\r\n", "\r", " ")).map((parts) => parts.join(""));

describe("linesOf", () => {
  it.each([
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\r\n\r\nb", ["a", "", "b"]],
    ["a\rb\n\rc", ["a", "b", "", "c"]],
  ])("of %j", (source, expected) => {
    expect(linesOf(source).map((line) => source.slice(line.start, line.end))).toEqual(expected);
  });

  it("cover the text without gap, and hold no line ending", () => {
    fc.assert(
      fc.property(anyLines, (source) => {
        const lines = linesOf(source);
        expect(lines.map((line) => source.slice(line.start, line.next)).join("")).toBe(source);
        expect(lines.every((line) => !/[\r\n]/.test(source.slice(line.start, line.end)))).toBe(true);
        expect(lines.every((line) => /^(?:\r\n|\r|\n|)$/.test(source.slice(line.end, line.next)))).toBe(true);
      }),
    );
  });

  it("of a part end with the part", () => {
    expect(linesOf("ab\ncd\nef", 1, 5)).toEqual([{ start: 1, end: 2, next: 3 }, { start: 3, end: 5, next: 5 }]);
  });
});

describe("positionAt", () => {
  it.each([
    ["", 0, 1, 1],
    ["a\nb", 2, 2, 1],
    ["a\r\nb", 3, 2, 1],
    ["a\rb", 2, 2, 1],
    ["😀b", 2, 1, 3],
    ["a\nb", 99, 2, 2],
  ])("in %j of %i is line %i, column %i", (source, offset, line, column) => {
    expect(positionAt(source, offset)).toEqual({ line, column });
  });

  it("agrees with the lines", () => {
    fc.assert(
      fc.property(anyLines, (source) => {
        expect(linesOf(source).map(({ start }) => positionAt(source, start))).toEqual(linesOf(source).map((_, index) => ({ line: index + 1, column: 1 })));
      }),
    );
  });
});

describe("lineEndingOf", () => {
  it.each([
    ["", "\n"],
    ["a\nb\n", "\n"],
    ["a\r\nb\r\nc\n", "\r\n"],
    ["a\r\nb\n", "\n"],
  ])("of %j is %j", (source, expected) => {
    expect(lineEndingOf(source)).toBe(expected);
  });
});

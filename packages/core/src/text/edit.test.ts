import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, EditError } from "./edit.js";

describe("applyEdits", () => {
  it.each([
    ["abc", [], "abc"],
    ["abc", [{ start: 1, end: 2, text: "X" }], "aXc"],
    ["abc", [{ start: 2, end: 3, text: "Z" }, { start: 0, end: 1, text: "X" }], "XbZ"],
    ["abc", [{ start: 1, end: 1, text: "1" }, { start: 1, end: 1, text: "2" }], "a12bc"],
    ["abc", [{ start: 1, end: 1, text: "1" }, { start: 1, end: 2, text: "X" }], "a1Xc"],
    ["abc", [{ start: 0, end: 3, text: "" }], ""],
    ["abc", [{ start: 3, end: 3, text: "$&" }], "abc$&"],
    ["", [{ start: 0, end: 0, text: "x" }], "x"],
    ["a😀b\r\n", [{ start: 1, end: 3, text: "" }], "ab\r\n"],
  ])("of %j by %j is %j", (source, edits, expected) => {
    expect(applyEdits(source, edits)).toBe(expected);
  });

  it.each([
    ["an overlap", [{ start: 0, end: 2, text: "" }, { start: 1, end: 3, text: "" }]],
    ["an insertion inside what is replaced", [{ start: 0, end: 2, text: "" }, { start: 1, end: 1, text: "x" }]],
    ["a place after the end", [{ start: 3, end: 4, text: "" }]],
    ["a place before the start", [{ start: -1, end: 0, text: "" }]],
    ["an end before the start", [{ start: 2, end: 1, text: "" }]],
  ])("refuses %s", (_, edits) => {
    expect(() => applyEdits("abc", edits)).toThrow(EditError);
  });

  it("leaves everything outside the edits as it is", () => {
    const cuts = fc.tuple(fc.string({ unit: "binary" }), fc.array(fc.tuple(fc.nat(50), fc.string()), { maxLength: 5 }));
    fc.assert(
      fc.property(cuts, ([source, parts]) => {
        const places = [...new Set(parts.map(([at]) => Math.min(at, source.length)))].sort((a, b) => a - b);
        const edits = places.slice(0, -1).map((start, index) => ({ start, end: places[index + 1] ?? start, text: parts[index]?.[1] ?? "" })).filter((_, index) => index % 2 === 0);
        let expected = "";
        let at = 0;
        for (const edit of edits) {
          expected += source.slice(at, edit.start) + edit.text;
          at = edit.end;
        }
        expect(applyEdits(source, edits.toReversed())).toBe(expected + source.slice(at));
      }),
    );
  });
});

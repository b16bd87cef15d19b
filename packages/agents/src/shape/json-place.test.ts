import fc from "fast-check";
import { expect, it } from "vitest";
import { findInJson } from "./json-place.js";

const source = '{\n  "a": [1, {"b\\u0063": "x\\"y"}, null],\n  "e": {}\n}\n';

it.each([
  [[], 0],
  [["a"], source.indexOf("[1")],
  [["a", 1], source.indexOf('{"b')],
  [["a", 1, "bc"], source.indexOf('"x')],
  [["a", 2], source.indexOf("null")],
  [["e"], source.indexOf("{}")],
  // What is not there has the place of what it is missing from.
  [["a", 7], source.indexOf("[1")],
  [["e", "missing"], source.indexOf("{}")],
] as const)("finds %j", (place, offset) => {
  expect(findInJson(source, place)).toEqual({ type: "value", offset });
});

it.each([
  ["", 0],
  ["{", 1],
  ['{"a": }', 6],
  ['{"a" 1}', 5],
  ["[1 2]", 3],
  ["[1,]", 3],
  ['["a\nb"]', 1],
  ["[01]", 1],
  ["{} x", 3],
  ['["\\q"]', 1],
  ["[truex]", 1],
])("finds where %j stops being JSON", (text, offset) => {
  expect(findInJson(text, [])).toEqual({ type: "fault", offset });
});

it("agrees with JSON.parse about what is JSON, and finds every member of an object", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, spaces) => {
      expect(findInJson(JSON.stringify(value, undefined, spaces), []).type).toBe("value");
      const text = JSON.stringify({ before: value, "ünï \"": value, last: 42 }, undefined, spaces);
      const { offset } = findInJson(text, ["last"]);
      expect(text.slice(offset, offset + 2)).toBe("42");
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "true", " ", "-", "\\", '"'), { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      expect(findInJson(text, []).type, text).toBe(isJson(text) ? "value" : "fault");
    }),
    { numRuns: 2_000 },
  );
});

it("takes texts of megabytes and nesting without end", () => {
  expect(findInJson(JSON.stringify(["x".repeat(5_000_000), 1]), [1])).toEqual({ type: "value", offset: 5_000_004 });
  expect(findInJson("[".repeat(100_000), []).type).toBe("fault");
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
